import Journal

/// What the journal had to say when the server started: the roster at its end, as if the server had never
/// been away. Made before there is a thread; the journal thread gets it with the journal.
struct Restoration: Sendable {
  /// What is read of the journal at once, as `Entry.cost` counts.
  static let readBytes = 1 << 20

  private(set) var roster = Roster()
  /// The last entry that is folded into it.
  private(set) var folded = SequenceNumber.zero
  /// The last entry that the journal's newest snapshot has folded, `zero` where there is none.
  private(set) var snapshot = SequenceNumber.zero
  /// How many entries were folded after it.
  private(set) var entriesSince = 0

  /// Reads the newest snapshot and folds all entries after it. Those that do not count are struck: where the
  /// process ended between committing and striking them, nobody has yet.
  init(of journal: any Journal) throws(JournalError) {
    if let snapshot = try journal.snapshot() {
      roster = try Roster(snapshot)
      self.snapshot = snapshot.sequence
      folded = snapshot.sequence
    }
    let reader = journal.reader
    while true {
      let entries = try reader.entries(
        after: folded, through: SequenceNumber(.max), bytes: Self.readBytes)
      guard let last = entries.last else { return }
      let struck = entries.filter { roster.apply($0) != .counts }
      if !struck.isEmpty { journal.strike(struck.map(\.sequence)) }
      folded = last.sequence
      entriesSince += entries.count
    }
  }
}
