/// The pings of one connection, with a clock given from outside (protocol.md, "Ping"): what to send, what to
/// answer, and when silence is a cut. All times are milliseconds of one clock that never goes back.
package struct Heartbeat: Sendable {
  /// After so long without a byte a `?` is sent.
  package static let pingAfter: Int64 = 30_000

  /// A `?` is answered at most once in so long.
  package static let answerEvery: Int64 = 10_000

  /// So long without a byte is a cut.
  package static let cutAfter: Int64 = 75_000

  /// What the time asks for.
  package enum Need: Sendable {
    case nothing, ping, cut
  }

  private var lastReceived: Int64
  private var lastSent: Int64?

  /// The heartbeat of a connection that begins at `now`.
  package init(at now: Int64) {
    lastReceived = now
  }

  /// When `check` is to be called next, at the latest.
  package var deadline: Int64 { min(pingDue, lastReceived + Self.cutAfter) }

  /// Bytes came, or none were waited for.
  package mutating func received(at now: Int64) {
    lastReceived = now
  }

  /// Whether a `?` that came is to be answered now; it counts as answered then. A `?` of our own within the
  /// last 10 s is answer enough, or two ends would go on answering each other.
  package mutating func answers(at now: Int64) -> Bool {
    if let lastSent, now - lastSent < Self.answerEvery { return false }
    lastSent = now
    return true
  }

  /// What is to be done at `now`; a ping counts as sent then.
  package mutating func check(at now: Int64) -> Need {
    if now - lastReceived >= Self.cutAfter { return .cut }
    guard now >= pingDue else { return .nothing }
    lastSent = now
    return .ping
  }

  private var pingDue: Int64 { max(lastReceived, lastSent ?? lastReceived) + Self.pingAfter }
}
