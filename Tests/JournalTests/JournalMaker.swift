import Journal
import Testing

/// A kind of journal that the contract is run for. Another store joins by a line in `all`.
struct JournalMaker: Sendable, CustomTestStringConvertible {
  static let all = [
    JournalMaker(name: "MemoryJournal") { capacity, clock in
      let journal = MemoryJournal(room: RoomID(7), capacity: capacity) { clock.milliseconds }
      return (journal, journal)
    }
  ]

  let name: String
  /// Makes an empty journal of the room 7 that keeps at most so many bytes (as `Entry.cost` counts) and takes
  /// its times from the clock.
  let make: @Sendable (_ capacity: Int, _ clock: SettableClock) -> (any Journal, any JournalControl)

  var testDescription: String { name }

  /// A journal with what a test does to it; it has given its wake closure.
  func bench(capacity: Int = 1 << 20) -> JournalBench {
    let clock = SettableClock(1_000)
    let (journal, control) = make(capacity, clock)
    return JournalBench(journal, control, clock)
  }
}
