import Journal

extension Housekeeping {
  /// What can fail, each by itself.
  enum Work { case snapshot, trimming, erasing }

  /// What a pass has still to do, once the snapshot under way is whole.
  enum Task: Equatable {
    case nothing
    case trimming
    /// Private messages up to and with that entry were looked at.
    case erasing(after: SequenceNumber)
  }

  /// The snapshot under way.
  struct Writing {
    var encoder: RosterEncoder
    let sequence: SequenceNumber
    /// How many entries it has more than the one before.
    let entries: Int
    var index = 0

    init(encoder: RosterEncoder, sequence: SequenceNumber, entries: Int) {
      self.encoder = encoder
      self.sequence = sequence
      self.entries = entries
    }

    mutating func nextPart() -> SnapshotPart {
      defer { index += 1 }
      let bytes = encoder.nextPart()
      return SnapshotPart(sequence: sequence, index: index, bytes: bytes, isLast: encoder.isFinished)
    }
  }
}
