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

  /// Half as many bits tell it apart well enough: it is a hash already, or an owner, which is all in `low`.
  package func hash(into hasher: inout Hasher) { hasher.combine(high ^ low) }

  /// The server itself, for entries that no person's session made.
  package static let server = SessionID(high: 0, low: 0)

  /// The owner of a name that belongs to keys, on whatever device: by the entry that made the name the
  /// owner's, so that whoever owns the name later is somebody else. No session is called so: it would have to
  /// be one of 2^64.
  package static func owner(since entry: SequenceNumber) -> SessionID {
    SessionID(high: 0, low: entry.value)
  }

  /// Since which entry the owner has the name; nil where this is no owner.
  package var ownerSince: SequenceNumber? { high == 0 && low != 0 ? SequenceNumber(low) : nil }
}
