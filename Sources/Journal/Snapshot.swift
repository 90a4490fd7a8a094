/// What the roster knew at a place of the log, so that a server's start need not fold the log from its
/// beginning. The journal keeps it and does not look into it.
package struct Snapshot: Sendable, Equatable {
  /// The last entry that is folded into it.
  package let sequence: SequenceNumber
  /// As the roster wrote it.
  package let bytes: [UInt8]

  /// A snapshot.
  package init(sequence: SequenceNumber, bytes: [UInt8]) {
    self.sequence = sequence
    self.bytes = bytes
  }
}
