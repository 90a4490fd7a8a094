/// Who speaks, whatever connection it speaks through.
///
/// The first 16 bytes of the SHA-256 of the session's secret token: the journal can tell a session by its
/// token without ever holding the token.
package struct SessionID: Sendable, Hashable {
  /// The first eight bytes, big-endian.
  package let high: UInt64
  /// The other eight.
  package let low: UInt64

  /// The session of these 16 bytes.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Half of it tells it apart well enough: it is a hash already.
  package func hash(into hasher: inout Hasher) { hasher.combine(high) }

  /// The server itself, for entries that no person's session made.
  package static let server = SessionID(high: 0, low: 0)
}
