import Dispatch
import Journal
import TestSupport
import Testing

/// A journal under test, driven as the server's journal thread drives it.
final class JournalBench {
  let journal: any Journal
  let control: any JournalControl
  let clock: SettableClock
  private let wakes = DispatchSemaphore(value: 0)
  private var nextDraft: UInt64 = 1

  init(_ journal: any Journal, _ control: any JournalControl, _ clock: SettableClock) {
    self.journal = journal
    self.control = control
    self.clock = clock
    let wakes = self.wakes
    journal.wake { wakes.signal() }
  }

  var reader: CheckedReader { CheckedReader(reader: journal.reader) }

  /// A draft of one's own, with an id that was not used before.
  func draft(_ event: Event, session: SessionID = .ana, number: UInt64 = 0) -> Draft {
    defer { nextDraft += 1 }
    return Draft(id: nextDraft, session: session, number: number, event: event)
  }

  /// Whether the journal wakes before long.
  func wakes(within seconds: Int = 120) -> Bool {
    wakes.wait(timeout: .now() + .seconds(seconds)) == .success
  }

  /// The answers that are there now.
  func collect() -> [JournalAnswer] {
    var answers: [JournalAnswer] = []
    journal.collect(into: &answers)
    return answers
  }

  /// The next `count` answers, however late; what comes beyond them is taken too.
  func collect(_ count: Int, _ location: SourceLocation = #_sourceLocation) -> [JournalAnswer] {
    var answers = collect()
    while answers.count < count {
      guard wakes() else {
        Issue.record("\(answers.count) of \(count) answers came", sourceLocation: location)
        break
      }
      answers += collect()
    }
    return answers
  }

  /// Submits one event a draft and gives back the entries that they became.
  @discardableResult
  func commit(_ events: [Event], session: SessionID = .ana) -> [Entry] {
    let drafts = events.map { draft($0, session: session) }
    journal.submit(drafts)
    return collect(drafts.count).compactMap(\.entry)
  }

  /// Every entry that the reader gives.
  func everything() -> [Entry] {
    reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
  }
}
