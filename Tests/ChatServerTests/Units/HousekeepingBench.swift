import Journal
import TestSupport
import Testing

@testable import ChatServer

/// Housekeeping of a journal in memory, and the roster that folds it. The clock stands until it is set.
final class HousekeepingBench {
  let journal: KeptJournal
  let clock = SettableClock(1_000_000_000_000)
  let log: TestLog
  /// Set once private messages were erased, for those who hold them in memory.
  let hasErased = Flag()
  private(set) var roster = Roster()
  private(set) var folded = SequenceNumber.zero
  private var housekeeping: Housekeeping

  init(_ retention: Retention = Retention(), restoring memory: MemoryJournal? = nil) throws {
    let clock = clock
    let journal = KeptJournal(memory ?? MemoryJournal(room: RoomID(1)) { clock.milliseconds })
    self.journal = journal
    log = try TestLog()
    let restoration = try Restoration(of: journal)
    roster = restoration.roster
    folded = restoration.folded
    housekeeping = Housekeeping(
      journal: journal, restoration: restoration, retention: retention, log: log.logger,
      erased: { [hasErased] in hasErased.set() })
  }

  var isBusy: Bool { housekeeping.isBusy }
  var nextPass: Int64 { housekeeping.nextPass }

  /// Entries that the journal still has.
  var kept: [Entry] {
    get throws { try journal.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max) }
  }

  /// Commits the event now, and folds it.
  func apply(_ event: Event, _ session: SessionID = Sample.ana) {
    journal.submit([Draft(id: 1, session: session, number: 0, event: event)])
    var answers: [JournalAnswer] = []
    journal.collect(into: &answers)
    for case .committed(let entry, _) in answers {
      #expect(roster.apply(entry) == .counts)
      folded = entry.sequence
      housekeeping.noteEntry()
    }
  }

  func pass(_ milliseconds: Int64) { clock.set(clock.milliseconds + milliseconds) }

  func round(isIdle: Bool = true) {
    housekeeping.round(roster, at: folded, now: clock.milliseconds, isIdle: isIdle)
  }

  func takeOverdue() -> [SessionID: SequenceNumber] { housekeeping.takeOverdue() }

  /// Rounds until nothing is left to do.
  func work() {
    round()
    while isBusy { round() }
  }

  func finish() { housekeeping.finish(roster, at: folded) }
}
