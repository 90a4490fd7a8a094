import Journal

/// A whole snapshot: where its parts are in the stream, and what a reader that begins with it goes on from.
/// Of several messages of its subject, the one of the latest entry counts.
struct Manifest: Equatable {
  private static let version: UInt8 = 1

  /// The hash over all entries that the snapshot has folded.
  let checkpoint: Checkpoint
  /// The time of its last entry.
  let milliseconds: Int64
  /// The parts' numbers in the stream, from the first on; at least one.
  let parts: [SequenceNumber]

  var sequence: SequenceNumber { checkpoint.sequence }

  init(checkpoint: Checkpoint, milliseconds: Int64, parts: [SequenceNumber]) {
    self.checkpoint = checkpoint
    self.milliseconds = milliseconds
    self.parts = parts
  }

  init(_ bytes: [UInt8]) throws(JournalError) {
    var reader = Unpacker(bytes)
    try reader.version(Self.version)
    let sequence = try reader.sequence()
    checkpoint = Checkpoint(sequence: sequence, hash: try reader.fixed(HashChain.byteCount))
    milliseconds = try reader.signedNumber()
    parts = try reader.risingSequences()
    guard !parts.isEmpty else { throw Unpacker.corrupt("a snapshot without parts") }
    try reader.finish()
  }

  var bytes: [UInt8] {
    var bytes = [Self.version]
    bytes.pack(checkpoint.sequence.value)
    bytes.append(contentsOf: checkpoint.hash)
    bytes.pack(signed: milliseconds)
    bytes.pack(rising: parts)
    return bytes
  }
}
