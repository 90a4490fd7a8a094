import GRDB
import Journal

/// Entries in a row, and whether one has to look among them.
struct Stretch {
  /// Whether there may be public messages.
  private(set) var hasPublic = false
  /// Whom the private ones may concern.
  private(set) var persons = PersonFilter()

  init() {}

  /// As the table `stretch` has it, from this column on.
  init(row: Row, at index: Int) throws {
    hasPublic = try row.decode(atIndex: index)
    persons = try PersonFilter(try row.bytes(at: index + 1))
  }

  mutating func note(_ event: Event, of session: SessionID) {
    switch event {
    case .said: hasPublic = true
    case .whispered(let whisper):
      persons.insert(session)
      persons.insert(whisper.recipient)
      if let owner = whisper.owner { persons.insert(owner) }
    default: break
    }
  }

  /// The same with what is left of an entry.
  mutating func note(_ entry: StoredEntry) {
    if case .event(let event) = entry.content { note(event, of: entry.session) }
  }

  /// Whether there may be something to show.
  func mayConcern(_ viewer: Viewer) -> Bool {
    hasPublic || persons.mayHave(viewer.session) || viewer.owner.map(persons.mayHave) ?? false
  }

  mutating func removeAll() {
    hasPublic = false
    persons.removeAll()
  }
}
