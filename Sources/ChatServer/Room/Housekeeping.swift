import Journal
import Logging

/// Keeps the journal from growing for ever: snapshots of the roster, so that a start need not fold
/// everything, and then the end of what is older than `Retention` says. Owned by the journal thread, which
/// lets it do one step after a round in which nothing waits, and one each 64 rounds where something always
/// does.
///
/// Nothing is removed that the newest whole snapshot has not folded. An error is logged, once until that work
/// has succeeded again, and never ends the server: what failed is tried again at the next pass.
struct Housekeeping {
  /// A snapshot is due after so many entries, so that a start folds little more.
  static let snapshotEntries = 100_000
  /// From one pass over what is too old to the next, in milliseconds; the first is at the start, or a server
  /// that is never up for long would keep everything.
  static let passInterval: Int64 = 600_000
  /// Rounds to a step where something always waits.
  static let busyRounds = 64
  /// Private messages that a step looks at.
  static let whisperCount = 64

  private let journal: any Journal
  private let retention: Retention
  private let log: Logger
  /// Told after private messages were erased.
  private let erased: @Sendable () -> Void
  /// What the newest whole snapshot has folded.
  private var snapshot: SequenceNumber
  /// Entries that neither it nor the one under way has.
  private var entriesSince: Int
  private var writing: Writing?
  private var task = Task.nothing
  private var mayWrite = true
  private var rounds = 0
  private var complaints: Set<Work> = []
  /// Private messages that have waited for their owners for too long, each owner's up to that one.
  private var overdue: [SessionID: SequenceNumber] = [:]
  /// When the next pass is due, in milliseconds since 1970.
  private(set) var nextPass: Int64 = 0

  init(
    journal: any Journal, restoration: Restoration, retention: Retention, log: Logger,
    erased: @escaping @Sendable () -> Void
  ) {
    self.journal = journal
    self.retention = retention
    self.log = log
    self.erased = erased
    snapshot = restoration.snapshot
    entriesSince = restoration.entriesSince
  }

  /// Whether the next round is to come soon.
  var isBusy: Bool { writing != nil || task != .nothing }

  /// Another entry is folded.
  mutating func noteEntry() { entriesSince += 1 }

  /// The owners who have not come in time for what waits for them, with the last message that is overdue:
  /// what waits no more, the next pass erases.
  mutating func takeOverdue() -> [SessionID: SequenceNumber] {
    guard !overdue.isEmpty else { return [:] }
    defer { overdue = [:] }
    return overdue
  }

  /// Does the next step, if there is one and it is its turn.
  ///
  /// - Parameter now: milliseconds since 1970.
  mutating func round(_ roster: Roster, at folded: SequenceNumber, now: Int64, isIdle: Bool) {
    begin(roster, at: folded, now: now)
    guard isBusy else { return }
    rounds += 1
    guard isIdle || rounds >= Self.busyRounds else { return }
    rounds = 0
    if writing != nil { keepPart() } else { step(roster, now: now) }
  }

  /// Keeps a whole snapshot at the end of the server, if there is anything new to it.
  mutating func finish(_ roster: Roster, at folded: SequenceNumber) {
    abandon()
    guard entriesSince > 0 else { return }
    write(roster, at: folded)
    while writing != nil { keepPart() }
  }

  private mutating func begin(_ roster: Roster, at folded: SequenceNumber, now: Int64) {
    // A clock that was set back does not put the next pass off.
    nextPass = min(nextPass, now + Self.passInterval)
    let isPassDue = now >= nextPass
    if isPassDue {
      nextPass = now + Self.passInterval
      mayWrite = true
      if task == .nothing { task = .trimming }
    }
    let isWorthIt = isPassDue ? entriesSince > 0 : entriesSince >= Self.snapshotEntries && mayWrite
    if isWorthIt, writing == nil { write(roster, at: folded) }
    if writing == nil, snapshot == .zero { task = .nothing }
  }

  private mutating func write(_ roster: Roster, at folded: SequenceNumber) {
    writing = Writing(encoder: RosterEncoder(roster), sequence: folded, entries: entriesSince)
    entriesSince = 0
  }

  private mutating func abandon() {
    entriesSince += writing?.entries ?? 0
    writing = nil
  }

  private mutating func keepPart() {
    guard let part = writing?.nextPart() else { return }
    let isKept = attempt(.snapshot) { journal throws(JournalError) in try journal.keep(part) } != nil
    if !isKept {
      abandon()
      mayWrite = false
    } else if part.isLast {
      snapshot = part.sequence
      writing = nil
    }
  }

  private mutating func step(_ roster: Roster, now: Int64) {
    let (end, erased) = (snapshot, erased)
    switch task {
    case .nothing: break
    case .trimming:
      let limit = now - retention.messages
      let hasMore = attempt(.trimming) { journal throws(JournalError) in
        try journal.trim(through: end, before: limit)
      }
      if hasMore != true { task = .erasing(after: .zero) }
    case .erasing(let start):
      let limit = now - max(retention.privateMessages, Roster.deliveryTime)
      var late: [SessionID: SequenceNumber] = [:]
      let last = attempt(.erasing) { journal throws(JournalError) in
        let whispers = try journal.whispers(
          after: start, through: end, before: limit, limit: Self.whisperCount)
        // The others are looked at again in the next pass.
        var settled: [WhisperReference] = []
        for whisper in whispers {
          switch roster.arrival(of: whisper, at: now) {
          case .settled: settled.append(whisper)
          case .waiting: late[whisper.recipient] = whisper.sequence
          case .pending: break
          }
        }
        if !settled.isEmpty {
          try journal.erase(settled.map(\.sequence))
          erased()
        }
        return whispers.count == Self.whisperCount ? whispers.last?.sequence : nil
      }
      overdue.merge(late) { max($0, $1) }
      if let last = last ?? nil { task = .erasing(after: last) } else { task = .nothing }
    }
  }

  /// What the work came to; nil, and a line in the log for the first time, where the journal failed.
  private mutating func attempt<Outcome>(
    _ work: Work, _ body: (any Journal) throws(JournalError) -> Outcome
  ) -> Outcome? {
    do throws(JournalError) {
      let outcome = try body(journal)
      complaints.remove(work)
      return outcome
    } catch {
      if complaints.insert(work).inserted {
        log.warning(
          "housekeeping of the journal failed, and is tried again later",
          metadata: ["work": "\(work)", "error": "\(error)"])
      }
      return nil
    }
  }
}
