import Journal
import TLS
import Wire

/// The names that belong to keys, in the journal of a server that does not run, for the person who runs it.
/// What is changed here are entries like all others, which the server folds when it starts again.
package struct NameBook {
  private let journal: any Journal
  private var roster: Roster
  private var nextDraft: UInt64 = 1
  private let clock: @Sendable () -> Int64

  /// Reads the journal, which nobody else may use meanwhile.
  ///
  /// - Parameter clock: milliseconds since 1970.
  package init(
    _ journal: any Journal, clock: @escaping @Sendable () -> Int64
  ) throws(JournalError) {
    self.journal = journal
    self.clock = clock
    roster = try Restoration(of: journal).roster
  }

  /// All names that belong to keys now, in the order of what they are compared by.
  package var records: [Record] {
    let now = clock()
    return roster.owned.names.filter { !$0.value.hasLapsed(at: now) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { _, owned in
        Record(
          name: String(decoding: owned.name, as: UTF8.self), lastBorne: owned.lastBorne,
          pins: owned.keys.map(\.pin))
      }
  }

  /// Whoever asks for the name next can have it.
  package mutating func free(_ name: Name) throws(NameBookError) {
    guard let owned = roster.owned.name(name.key, at: clock()) else { throw .notOwned }
    try endBearer(of: name)
    try change(KeyChange(kind: .freed, name: owned.name, nameKey: name.key, key: nil))
  }

  /// The name belongs to that key alone from now on.
  package mutating func give(_ name: Name, to pin: PublicKeyPin) throws(NameBookError) {
    let change = KeyChange(kind: .given, name: name.bytes, nameKey: name.key, key: PersonKey(pin))
    switch roster.owned.verdict(on: change, at: clock()) {
    case .counts: break
    case .overtaken: return
    default: throw .tooManyNames
    }
    try endBearer(of: name)
    try self.change(change)
  }

  /// Who bore the name when the server stopped, on whatever devices, is told to have left, and cannot come
  /// back under it.
  private mutating func endBearer(of name: Name) throws(NameBookError) {
    for bearer in roster.bearers(of: name.key) {
      guard let identity = roster.identity(of: bearer) else { continue }
      let isLast = roster.isLast(bearer)
      _ = try commit(
        .left(name: identity.name, cause: .kicked, awaySince: nil, isLast: isLast), session: bearer)
    }
  }

  private mutating func change(_ change: KeyChange) throws(NameBookError) {
    guard try commit(.keys(change), session: .server) == .counts else { throw .tooManyNames }
  }

  /// What the roster made of the event, once it is in the journal.
  private mutating func commit(_ event: Event, session: SessionID) throws(NameBookError) -> Verdict {
    journal.submit([Draft(id: nextDraft, session: session, number: 0, event: event)])
    nextDraft += 1
    var answers: [JournalAnswer] = []
    journal.collect(into: &answers)
    var verdict: Verdict?
    for answer in answers {
      switch answer {
      case .committed(let entry, _):
        let outcome = roster.apply(entry)
        if outcome != .counts { journal.strike([entry.sequence]) }
        verdict = outcome
      case .failed, .repeated: throw .notStored(nil)
      case .stopped(let error): throw .notStored(error)
      }
    }
    guard let verdict else { throw .notStored(nil) }
    return verdict
  }
}
