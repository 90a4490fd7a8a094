/// Old lines that come in answer to a request of our own, until all of them are there.
struct OlderPage: Sendable {
  /// The most text of one page, in bytes; a server that keeps to the protocol sends half as much. Of more the
  /// newest half is kept, and the rest asked for again.
  static let maximumBytes = 256 * 1_024

  private struct Line {
    /// Nil where it was told already.
    let event: ClientEvent?
    let sequence: UInt64
    let bytes: Int
  }

  private var lines: [Line] = []
  private var bytes = 0

  /// Whether a line came that had been told in an earlier session: nothing lies between it and these.
  private(set) var meetsTold = false

  /// What the lines are, the oldest first.
  var events: [ClientEvent] { lines.compactMap(\.event) }

  /// The oldest line's number; nil where there is none.
  var oldest: UInt64? { lines.first?.sequence }

  /// Keeps a line that is older than number `before`, newer than `told` and the one before it; no other was
  /// asked for. `bytes` is about what its strings take. Without an event, only its place counts.
  mutating func take(
    _ event: ClientEvent?, _ sequence: UInt64, bytes: Int, before: UInt64, told: UInt64
  ) {
    guard sequence < before, sequence > lines.last?.sequence ?? 0 else { return }
    guard sequence > told else { return meetsTold = true }
    lines.append(Line(event: event, sequence: sequence, bytes: bytes))
    self.bytes += bytes
    guard self.bytes > Self.maximumBytes else { return }
    var dropped = 0
    while dropped < lines.count - 1, self.bytes > Self.maximumBytes / 2 {
      self.bytes -= lines[dropped].bytes
      dropped += 1
    }
    lines.removeFirst(dropped)
    meetsTold = false
  }
}
