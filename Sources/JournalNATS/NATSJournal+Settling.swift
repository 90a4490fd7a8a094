import Journal
import Reactor

/// What is done once it is known which entries count: the owner has folded what the last collect gave, and
/// struck what did not.
extension NATSJournal {
  /// The others are told this long after they were last told, in milliseconds, where there is anything new.
  static let mentionTime: Int64 = 60_000
  /// What is read of the mirror at once, as `Entry.cost` counts.
  private static let readBytes = 1 << 20

  /// Takes what counted into the hash, compares it with what other nodes came to, and lets go what left the
  /// stream.
  func settle() {
    guard isUnsettled else { return }
    attempt { () throws(JournalError) in
      if !isRestored { try restore() }
      for entry in unsettled where !struck.contains(entry.sequence) && entry.sequence > chain.last.sequence {
        chain.fold(entry)
        countedEntries += 1
      }
      chain.settle(through: mirror.position)
      unsettled.removeAll(keepingCapacity: true)
      struck.removeAll(keepingCapacity: true)
      isUnsettled = false
      for checkpoint in intake.checkpoints { try compare(checkpoint) }
      intake.checkpoints = []
      for removal in intake.removals where removal.kind == .erased {
        erasedThrough = max(erasedThrough, removal.sequences.last ?? .zero)
      }
      try intake.removeRemoved(from: mirror)
    }
    if !isStopped, countedEntries >= checkpointEntries { mention() }
  }

  /// Whether the others have not been told for long, although there is something new.
  var isMentionDue: Bool {
    countedEntries > 0 && Clock.monotonicMilliseconds - mentionedAt >= Self.mentionTime
  }

  /// Tells the other nodes what this one has come to. One that is lost is no loss: the next one says all of
  /// it.
  func mention() {
    countedEntries = 0
    mentionedAt = Clock.monotonicMilliseconds
    connection.mention(chain.last.bytes, .checkpoint)
  }

  /// The hash up to an entry; nil where it is too long ago.
  func hash(at sequence: SequenceNumber) throws(JournalError) -> [UInt8]? {
    guard let point = chain.point(for: sequence) else { return nil }
    if sequence <= point.through { return point.hash }
    // In the midst of what came at once.
    guard point.sequence >= erasedThrough else { return nil }
    var last = Checkpoint(sequence: point.sequence, hash: point.hash)
    try forEachEntry(after: point.sequence, through: sequence) { last = HashChain.next(last, $0) }
    return last.hash
  }

  /// Takes what the start has folded, and not struck, into the hash.
  private func restore() throws(JournalError) {
    let asked = Set(intake.checkpoints.map(\.sequence))
    try forEachEntry(after: chain.last.sequence, through: mirror.position) { entry in
      chain.fold(entry)
      if asked.contains(entry.sequence) { chain.settle(through: entry.sequence) }
    }
    isRestored = true
  }

  private func forEachEntry(
    after start: SequenceNumber, through end: SequenceNumber, _ body: (Entry) -> Void
  ) throws(JournalError) {
    var start = start
    while true {
      let entries = try reader.entries(after: start, through: end, bytes: Self.readBytes)
      guard let last = entries.last else { return }
      entries.forEach(body)
      start = last.sequence
    }
  }

  private func compare(_ checkpoint: Checkpoint) throws(JournalError) {
    guard let hash = try hash(at: checkpoint.sequence), hash != checkpoint.hash else { return }
    throw JournalError(
      .corrupt,
      """
      \(name): up to \(checkpoint.sequence.value), another papod read something else: the stream has a gap, \
      or two versions share it
      """)
  }
}
