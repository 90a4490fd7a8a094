import Journal
import Reactor
import TLS
import Wire

/// The names that belong to keys, in a room's journal, for the person who runs its servers. What is changed
/// here are entries like all others: a server that has its journal to itself folds them when it starts again,
/// and those that share one at once.
package struct NameBook: ~Copyable {
  /// How long a journal may take to answer, in milliseconds: servers that have lost one of them agree upon
  /// which of them leads within seconds.
  package static let standardPatience: Int64 = 30_000

  /// How often a change is tried where somebody enters under the name each time before it is made.
  static let tries = 10

  private let journal: any Journal
  private let bell: Inbox<Void>
  private var poller: Poller
  private var roster: Roster
  private var nextDraft: UInt64 = 1
  private let patience: Int64
  private let clock: @Sendable () -> Int64

  /// Reads the journal.
  ///
  /// - Parameters:
  ///   - patience: how long it may take to answer, in milliseconds.
  ///   - clock: milliseconds since 1970.
  /// - Throws: `JournalError`; `SystemError` where there is no descriptor left.
  package init(
    _ journal: any Journal, patience: Int64 = standardPatience, clock: @escaping @Sendable () -> Int64
  ) throws {
    let bell = try Inbox<Void>(limit: 1)
    let poller = try Poller(capacity: 1)
    try poller.add(bell.descriptor, [.readable, .edgeTriggered], token: 0)
    roster = try Restoration(of: journal).roster
    self.journal = journal
    self.bell = bell
    self.poller = poller
    self.patience = patience
    self.clock = clock
    journal.wake { bell.wake() }
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
    try make(KeyChange(kind: .freed, name: owned.name, nameKey: name.key, key: nil))
  }

  /// The name belongs to that key alone from now on.
  package mutating func give(_ name: Name, to pin: PublicKeyPin) throws(NameBookError) {
    try make(KeyChange(kind: .given, name: name.bytes, nameKey: name.key, key: PersonKey(pin)))
  }

  /// Makes the change, unless all is so already.
  private mutating func make(_ change: KeyChange) throws(NameBookError) {
    var tries = 0
    while true {
      switch roster.owned.verdict(on: change, at: clock()) {
      case .overtaken: return
      case .counts where tries < Self.tries: try propose(change)
      case .counts: throw .borne
      default: throw .tooManyNames
      }
      tries += 1
    }
  }

  /// Lets the change be made, and whoever bears the name, on whatever devices, be told to have left, so that
  /// they cannot come back under it. Where others share the journal, somebody may have entered under the name
  /// before that: then it is not made.
  private mutating func propose(_ change: KeyChange) throws(NameBookError) {
    let bearers = roster.bearers(of: change.nameKey)
    var events = bearers.map { bearer in
      let name = roster.identity(of: bearer)?.name ?? change.name
      let isLast = bearer == bearers.last
      return (Event.left(name: name, cause: .kicked, awaySince: nil, isLast: isLast), bearer)
    }
    events.append((.keys(change), .server))
    try commit(events)
  }

  /// Waits until the events are in the journal, in this order, and are folded with what others wrote.
  private mutating func commit(_ events: [(Event, SessionID)]) throws(NameBookError) {
    var waiting: Set<UInt64> = []
    journal.submit(
      events.map { event, session in
        defer { nextDraft += 1 }
        waiting.insert(nextDraft)
        return Draft(id: nextDraft, session: session, number: 0, event: event)
      })
    let deadline = Clock.monotonicMilliseconds + patience
    var answers: [JournalAnswer] = []
    while true {
      journal.collect(into: &answers)
      for answer in answers {
        switch answer {
        case .committed(let entry, let draft):
          if roster.apply(entry) != .counts { journal.strike([entry.sequence]) }
          if let draft { waiting.remove(draft) }
        case .failed, .repeated: throw .notStored(nil)
        case .stopped(let error): throw .notStored(error)
        }
      }
      if waiting.isEmpty { return }
      answers.removeAll(keepingCapacity: true)
      let left = deadline - Clock.monotonicMilliseconds
      guard left > 0 else { throw .unanswered }
      do throws(SystemError) {
        _ = try poller.wait(timeoutMilliseconds: Int32(left))
      } catch {
        throw .notStored(JournalError(.failed, "\(error)"))
      }
    }
  }
}
