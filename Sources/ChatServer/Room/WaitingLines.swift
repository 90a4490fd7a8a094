import Journal

/// Private messages that waited for an owner, rendered as old lines.
package struct WaitingLines: Sendable {
  private(set) var count = 0
  private(set) var bytes: [UInt8] = []

  init() {}

  /// Adds the last one.
  mutating func append(_ entry: Entry, for session: SessionID) {
    EntryRenderer.appendOld(entry, for: session, in: .numbered, to: &bytes)
    count += 1
  }

  /// Puts earlier ones in front.
  mutating func insert(_ earlier: WaitingLines) {
    count += earlier.count
    bytes.insert(contentsOf: earlier.bytes, at: 0)
  }
}
