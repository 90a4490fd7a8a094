import ArgumentParser

/// What `papod serve` is told of itself as one of several that share a room.
struct NodeOptions: ParsableArguments {
  private static let seconds = 2...300

  @Option(
    help: ArgumentHelp(
      """
      With --journal nats://: where clients reach this papod, HOST:PORT or [IPV6]:PORT, of which those of \
      the others are told. (default: as in the line "join with")
      """, valueName: "HOST:PORT"))
  var announce: AnnouncedAddress?

  @Option(
    help: ArgumentHelp(
      """
      With --journal nats://: for how long the others take this papod for alive without a word of it, 2 to \
      300; the servers of a stream may need 10 to agree who leads. (default: 20)
      """, valueName: "SECONDS"))
  var lease: Int?

  func validate() throws {
    if let lease, !Self.seconds.contains(lease) { throw ValidationError("--lease takes 2 to 300 seconds") }
  }

  /// Whether nothing is said.
  var isEmpty: Bool { announce == nil && lease == nil }
}
