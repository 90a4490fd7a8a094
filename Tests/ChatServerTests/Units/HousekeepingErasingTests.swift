import Journal
import Testing

@testable import ChatServer

@Suite("Housekeeping: private messages")
struct HousekeepingErasingTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let minute: Int64 = 60_000
  private let delivery = Roster.deliveryTime

  /// Ana and Beto are here, for long.
  private func bench(_ retention: Retention) throws -> HousekeepingBench {
    let bench = try HousekeepingBench(retention)
    bench.apply(Sample.joined("Ana"), ana)
    bench.apply(Sample.joined("Beto"), beto)
    bench.pass(60 * minute)
    return bench
  }

  private func whisper(_ bench: HousekeepingBench) {
    bench.apply(.whispered(Sample.whisper("a", to: beto)), ana)
  }

  /// A pass; how many private messages are left.
  private func left(_ bench: HousekeepingBench, after milliseconds: Int64 = Housekeeping.passInterval) throws
    -> Int
  {
    bench.pass(milliseconds)
    bench.work()
    return try count(bench)
  }

  private func count(_ bench: HousekeepingBench) throws -> Int {
    try bench.kept.filter { if case .whispered = $0.event { true } else { false } }.count
  }

  @Test("ends a millisecond after the time for private messages, not at it", arguments: [0, 1] as [Int64])
  func time(beyond: Int64) throws {
    let bench = try bench(Retention(privateMessages: 60 * minute))
    whisper(bench)
    #expect(try left(bench, after: 60 * minute + beyond) == (beyond == 0 ? 1 : 0))
  }

  @Test(
    "with no time for them, ends a millisecond after they must have arrived", arguments: [0, 1] as [Int64])
  func delivered(beyond: Int64) throws {
    #expect(delivery == 150_000)
    let bench = try bench(Retention(privateMessages: 0))
    whisper(bench)
    #expect(try left(bench, after: delivery + beyond) == (beyond == 0 ? 1 : 0))
  }

  @Test("waits as long from the addressee's last return", arguments: [0, 1] as [Int64])
  func returned(beyond: Int64) throws {
    let bench = try bench(Retention(privateMessages: 0))
    whisper(bench)
    bench.pass(60 * minute)
    bench.apply(.returned, beto)
    #expect(try left(bench, after: delivery + beyond) == (beyond == 0 ? 1 : 0))
  }

  @Test("and from entering again", arguments: [0, 1] as [Int64])
  func enteredAgain(beyond: Int64) throws {
    let bench = try bench(Retention(privateMessages: 0))
    whisper(bench)
    bench.apply(.away(.lost), beto)
    bench.apply(Sample.left("Beto", .lost, awaySince: bench.folded), beto)
    bench.pass(60 * minute)
    bench.apply(Sample.joined("Beto"), beto)
    #expect(try left(bench, after: delivery + beyond) == (beyond == 0 ? 1 : 0))
  }

  @Test("spares those of who is away or gone, however old, until the session is over or back")
  func spared() throws {
    let bench = try bench(Retention(privateMessages: 0))
    bench.apply(.away(.lost), beto)
    whisper(bench)
    #expect(try left(bench, after: 100 * 60 * minute) == 1)
    bench.apply(Sample.left("Beto", .lost, awaySince: bench.roster.awaySince(beto)), beto)
    #expect(try left(bench, after: 100 * 60 * minute) == 1)
    bench.apply(.ended(goneSince: bench.folded), beto)
    #expect(try left(bench) == 0)
  }

  @Test("gives back what one away missed, once that one has been back for long enough")
  func sparedThenBack() throws {
    let bench = try bench(Retention(privateMessages: 0))
    bench.apply(.away(.lost), beto)
    whisper(bench)
    #expect(try left(bench) == 1)
    bench.apply(.returned, beto)
    #expect(try left(bench) == 0)
  }

  @Test("erases nothing that the newest whole snapshot has not folded")
  func folded() throws {
    let bench = try bench(Retention(privateMessages: 0))
    bench.work()
    whisper(bench)
    bench.journal.fails = ["keep"]
    #expect(try left(bench) == 1)
    bench.journal.fails = []
    #expect(try left(bench) == 0)
  }

  @Test("looks at 64 a round, and goes on behind those that it spares")
  func steps() throws {
    #expect(Housekeeping.whisperCount == 64)
    let bench = try bench(Retention(privateMessages: 0))
    bench.apply(Sample.joined("Caio"), Sample.caio)
    bench.apply(.away(.lost), Sample.caio)
    for _ in 0..<64 { bench.apply(.whispered(Sample.whisper("a", to: Sample.caio)), ana) }
    whisper(bench)
    #expect(try left(bench) == 64)
    #expect(bench.journal.calls == ["keep", "trim", "whispers", "whispers", "erase"])
    #expect(bench.hasErased.isSet)
    // Those that were spared are looked at again.
    bench.apply(.returned, Sample.caio)
    #expect(try left(bench) == 0)
  }

  @Test("that could not be erased are tried again at the next pass")
  func failure() throws {
    let bench = try bench(Retention(privateMessages: 0))
    whisper(bench)
    bench.journal.fails = ["erase"]
    #expect(try left(bench) == 1)
    #expect(bench.log.take().count == 1)
    bench.journal.fails = []
    #expect(try left(bench) == 0)
  }

  @Test("gives up what an owner does not fetch in time, and erases it once that is in the log")
  func owners() throws {
    let bench = try bench(Retention(privateMessages: 60 * minute))
    bench.apply(Sample.joined("Eva", keys: 1), Sample.caio)
    let owner = SessionID.owner(since: bench.folded)
    bench.apply(Sample.left("Eva"), Sample.caio)
    for _ in 0..<2 { bench.apply(.whispered(Sample.whisper("a", to: owner)), ana) }
    #expect(try left(bench, after: 60 * minute) == 2)
    #expect(bench.takeOverdue().isEmpty)
    #expect(try left(bench) == 2)
    #expect(bench.takeOverdue() == [owner: bench.folded])
    #expect(bench.takeOverdue().isEmpty)
    bench.apply(.forgotten(owner: owner, through: bench.folded), .server)
    #expect(bench.roster.lost.count == 2)
    #expect(try left(bench) == 0)
  }

  @Test("erases what an owner has got, who is here for long enough")
  func ownerHere() throws {
    let bench = try bench(Retention(privateMessages: 60 * minute))
    bench.apply(Sample.joined("Eva", keys: 1), Sample.caio)
    bench.apply(.whispered(Sample.whisper("a", to: .owner(since: bench.folded))), ana)
    #expect(try left(bench, after: 60 * minute + 1) == 0)
    #expect(bench.takeOverdue().isEmpty)
  }
}
