// FuzzingTests: what takes bytes from strangers, and what must hold whatever they are. `make fuzz` has
// libFuzzer make the bytes and looks at what of the code they reach (`Program`); the tests replay the corpora
// (`Replaying`). A check is given each input by itself and keeps nothing between two of them.

/// A parser or a state machine that takes foreign bytes, and what is to hold for all of them.
struct FuzzTarget: Sendable {
  /// Its name on the command line, and its folder's in `Corpora`.
  let name: String

  /// Inputs to begin with that do not stand in the tree, since they are no text or hold a certificate.
  let seeds: @Sendable () throws -> [[UInt8]]

  /// Throws `BrokenProperty` where something does not hold; what ends the process is a find as well.
  let check: @Sendable ([UInt8]) throws -> Void

  init(_ name: String, check: @escaping @Sendable ([UInt8]) throws -> Void) {
    self.init(name, seeds: { [] }, check: check)
  }

  init(
    _ name: String, seeds: @escaping @Sendable () throws -> [[UInt8]],
    check: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.seeds = seeds
    self.check = check
  }

  /// All of them, the server's first.
  static let all: [FuzzTarget] = [
    .lineDecoder, .clientLine, .session, .snapshot, .journalBatch, .serverLine, .conversation, .screen,
    .display, .keys, .knownServers, .pins, .certificate,
  ]
}
