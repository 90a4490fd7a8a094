/// A piece of a snapshot, which is written in pieces so that none holds up the log.
package struct SnapshotPart: Sendable, Equatable {
  /// The snapshot's place in the log.
  package let sequence: SequenceNumber
  /// From 0; each follows the one before.
  package let index: Int
  /// The next bytes of the snapshot.
  package let bytes: [UInt8]
  /// Whether the snapshot is whole with it, and takes the place of the one before.
  package let isLast: Bool

  /// A piece.
  package init(sequence: SequenceNumber, index: Int, bytes: [UInt8], isLast: Bool) {
    self.sequence = sequence
    self.index = index
    self.bytes = bytes
    self.isLast = isLast
  }
}
