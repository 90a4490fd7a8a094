import Journal
import Testing

@testable import ChatServer

@Suite("Housekeeping: snapshots and what is too old")
struct HousekeepingTests {
  private let day: Int64 = 86_400_000

  @Test("has nothing to do for an empty journal, and looks again in ten minutes")
  func empty() throws {
    let bench = try HousekeepingBench()
    bench.work()
    #expect(bench.journal.calls.isEmpty)
    #expect(bench.nextPass == bench.clock.milliseconds + 600_000)
    bench.finish()
    #expect(bench.journal.calls.isEmpty)
  }

  @Test("takes a snapshot after 100,000 entries, and not one before")
  func entries() throws {
    #expect(Housekeeping.snapshotEntries == 100_000)
    let bench = try HousekeepingBench()
    bench.work()
    bench.apply(Sample.joined("Ana"))
    for _ in 0..<99_998 { bench.apply(Sample.said("a")) }
    bench.work()
    #expect(bench.journal.calls.isEmpty)
    bench.apply(Sample.said("a"))
    bench.work()
    #expect(bench.journal.calls == ["keep"])
    #expect(try bench.journal.snapshot()?.sequence == SequenceNumber(100_000))
    #expect(try Restoration(of: bench.journal).roster == bench.roster)
  }

  @Test("counts the entries that were folded at the start")
  func entriesBefore() throws {
    let memory = MemoryJournal(room: RoomID(1)) { 1_000 }
    memory.interleave(Draft(id: 1, session: Sample.ana, number: 0, event: Sample.joined("Ana")))
    let bench = try HousekeepingBench(restoring: memory)
    bench.work()
    #expect(bench.journal.calls.first == "keep")
    #expect(try Restoration(of: bench.journal).entriesSince == 0)
  }

  @Test("takes a snapshot before a pass only where entries are new")
  func beforePass() throws {
    let bench = try HousekeepingBench()
    bench.apply(Sample.joined("Ana"))
    bench.work()
    #expect(bench.journal.calls == ["keep", "trim", "whispers"])
    bench.journal.forgetCalls()
    bench.pass(Housekeeping.passInterval - 1)
    bench.work()
    #expect(bench.journal.calls.isEmpty)
    bench.pass(1)
    bench.work()
    #expect(bench.journal.calls == ["trim", "whispers"])
    bench.apply(Sample.said("a"))
    bench.journal.forgetCalls()
    bench.pass(Housekeeping.passInterval)
    bench.work()
    #expect(bench.journal.calls == ["keep", "trim", "whispers"])
    #expect(try bench.journal.snapshot()?.sequence == bench.folded)
  }

  @Test("is not put off by a clock that is set back")
  func clockSetBack() throws {
    let bench = try HousekeepingBench()
    bench.work()
    bench.pass(-40 * day)
    bench.round()
    #expect(bench.nextPass == bench.clock.milliseconds + Housekeeping.passInterval)
  }

  @Test("writes a part a round while nothing waits, and one each 64 rounds while something does")
  func parts() throws {
    let bench = try HousekeepingBench()
    for number in 0..<3_000 {
      let name = String(repeating: "n", count: 26) + "\(number)"
      bench.apply(Sample.joined(name), Sample.session(number))
    }
    let then = bench.roster
    let at = bench.folded
    bench.round()
    #expect(bench.journal.parts.count == 1)
    // What is folded meanwhile is not of this snapshot.
    bench.apply(Sample.said("a"), Sample.session(0))
    for _ in 0..<63 { bench.round(isIdle: false) }
    #expect(bench.journal.parts.count == 1)
    bench.round(isIdle: false)
    #expect(bench.journal.parts.count == 2)
    bench.round()
    #expect(bench.journal.parts.count == 3)
    #expect(try bench.journal.snapshot() == nil && bench.isBusy)
    bench.work()
    #expect(bench.journal.parts.map(\.index) == Array(0..<bench.journal.parts.count))
    let snapshot = try #require(try bench.journal.snapshot())
    #expect(snapshot.sequence == at)
    #expect(try Roster(snapshot) == then)
    bench.finish()
    #expect(try bench.journal.snapshot()?.sequence == bench.folded)
  }

  @Test("keeps a whole snapshot at the end, whatever was under way, and none where nothing is new")
  func finish() throws {
    let bench = try HousekeepingBench()
    for number in 0..<3_000 {
      bench.apply(Sample.joined("somebody\(number)"), Sample.session(number))
    }
    bench.round()
    #expect(bench.isBusy)
    bench.finish()
    #expect(try Roster(try #require(try bench.journal.snapshot())) == bench.roster)
    bench.journal.forgetCalls()
    bench.finish()
    #expect(bench.journal.calls.isEmpty)
  }

  @Test("trims what is older than the time for messages, at the limit and one past it")
  func trims() throws {
    let bench = try HousekeepingBench()
    bench.apply(Sample.joined("Ana"))
    bench.apply(Sample.said("a"))
    bench.pass(1)
    bench.apply(Sample.said("b"))
    bench.pass(30 * day - 1)
    bench.apply(Sample.said("c"))
    bench.work()
    #expect(try bench.kept.count == 4)
    bench.pass(Housekeeping.passInterval)
    let late = Housekeeping.passInterval
    bench.work()
    #expect(try bench.kept.map(\.sequence.value) == [4])
    #expect(late < 30 * day)
  }

  @Test("trims an entry a millisecond after its time, not at it")
  func trimsAtLimit() throws {
    for (beyond, count) in [(0, 2), (1, 1)] as [(Int64, Int)] {
      let bench = try HousekeepingBench(Retention(messages: 5_000))
      bench.apply(Sample.joined("Ana"))
      bench.pass(5_000 + beyond)
      bench.apply(Sample.said("a"))
      bench.work()
      #expect(try bench.kept.count == count)
    }
  }

  @Test("trims nothing that the newest whole snapshot has not folded, and the newest entry never")
  func trimsFoldedOnly() throws {
    let bench = try HousekeepingBench(Retention(messages: 5_000))
    bench.apply(Sample.joined("Ana"))
    bench.apply(Sample.said("a"))
    bench.work()
    bench.apply(Sample.said("b"))
    bench.apply(Sample.said("c"))
    bench.journal.fails = ["keep"]
    bench.pass(day)
    bench.work()
    #expect(try bench.kept.map(\.sequence.value) == [3, 4])
    bench.journal.fails = []
    bench.pass(day)
    bench.work()
    #expect(try bench.kept.map(\.sequence.value) == [4])
  }

  @Test("trims a step a round")
  func steps() throws {
    let bench = try HousekeepingBench(Retention(messages: 5_000))
    bench.apply(Sample.joined("Ana"))
    for _ in 0..<2_500 { bench.apply(Sample.said("a")) }
    bench.pass(day)
    bench.apply(Sample.said("b"))
    bench.work()
    #expect(bench.journal.calls == ["keep", "trim", "trim", "trim", "whispers"])
    #expect(try bench.kept.count == 1)
  }

  @Test(
    "logs a failure once, tries again at the next pass, and does the rest all the same",
    arguments: [
      ("keep", ["keep", "trim", "whispers"]), ("trim", ["trim", "whispers"]),
      ("whispers", ["trim", "whispers"]),
    ])
  func failures(_ call: String, _ calls: [String]) throws {
    let bench = try HousekeepingBench()
    bench.apply(Sample.joined("Ana"))
    bench.work()
    bench.journal.fails = [call]
    for number in 0..<3 {
      if call == "keep" { bench.apply(Sample.said("a")) }
      bench.journal.forgetCalls()
      bench.pass(Housekeeping.passInterval)
      bench.work()
      #expect(bench.journal.calls == calls)
      #expect(bench.log.take().filter { $0.hasPrefix("warning ") }.count == (number == 0 ? 1 : 0))
      bench.round()
      #expect(bench.journal.calls == calls)
    }
    bench.journal.fails = []
    bench.pass(Housekeeping.passInterval)
    bench.work()
    #expect(try Restoration(of: bench.journal).roster == bench.roster)
    bench.journal.fails = [call]
    if call == "keep" { bench.apply(Sample.said("a")) }
    bench.pass(Housekeeping.passInterval)
    bench.work()
    #expect(bench.log.take().count == 1)
  }
}
