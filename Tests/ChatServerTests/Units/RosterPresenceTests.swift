import Journal
import Testing

@testable import ChatServer

@Suite("The roster, of those who are away")
struct RosterPresenceTests {
  private let ana = Sample.ana
  private let beto = Sample.beto

  /// Ana and Beto are here; Ana is away.
  private func away() -> RosterBench {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    bench.apply(Sample.joined("Beto"), beto)
    bench.apply(.away(.lost), ana)
    return bench
  }

  @Test("keeps the name of who is away")
  func keepsName() {
    var bench = away()
    #expect(bench.roster.awaySince(ana) == bench.last)
    #expect(bench.roster.awaySince(beto) == nil)
    #expect(bench.roster.bearsName(ana) && bench.roster.isResumable(ana))
    #expect(bench.roster.count == 2)
    #expect(bench.apply(Sample.joined("Ana"), Sample.caio) == .nameTaken)
    #expect(bench.apply(.away(.lost), ana) == .overtaken)
  }

  @Test("lets who is away come back, also twice")
  func comesBack() {
    var bench = away()
    #expect(bench.apply(.returned, ana) == .counts)
    #expect(bench.roster.awaySince(ana) == nil)
    #expect(bench.apply(.returned, ana) == .counts)
    #expect(bench.apply(Sample.said("a"), ana) == .counts)
  }

  @Test("lets a leaving count that nobody has overtaken: the name is free, the session can be taken up")
  func leaves() {
    var bench = away()
    #expect(bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana) == .counts)
    #expect(bench.roster.goneSince(ana) == bench.last)
    #expect(bench.roster.awaySince(ana) == nil)
    #expect(!bench.roster.bearsName(ana) && bench.roster.isResumable(ana))
    #expect(bench.roster.identity(of: ana) == Sample.identity("Ana"))
    #expect(bench.roster.bearer(of: Sample.bytes("ana")) == nil)
    #expect(bench.roster.count == 1)
    #expect(bench.apply(Sample.said("a"), ana) == .overtaken)
    #expect(bench.apply(.returned, ana) == .overtaken)
    #expect(bench.apply(Sample.left("Ana"), ana) == .overtaken)
  }

  @Test("ignores a leaving that a return has overtaken, also where the session is away again")
  func overtakenLeaving() {
    var bench = away()
    let since = bench.last
    bench.apply(.returned, ana)
    #expect(bench.apply(Sample.left("Ana", .lost, awaySince: since), ana) == .overtaken)
    bench.apply(.away(.lost), ana)
    #expect(bench.apply(Sample.left("Ana", .lost, awaySince: since), ana) == .overtaken)
    #expect(bench.roster.bearsName(ana))
    let again = bench.roster.awaySince(ana)
    #expect(bench.apply(Sample.left("Ana", .lost, awaySince: again), ana) == .counts)
  }

  @Test("lets a leaving without a wait end the session at once, also of one who is away")
  func leavesAtOnce() {
    var bench = away()
    #expect(bench.apply(Sample.left("Ana", .kicked), ana) == .counts)
    #expect(bench.apply(Sample.left("Beto"), beto) == .counts)
    #expect(bench.roster.count == 0)
    #expect(!bench.roster.isResumable(ana) && !bench.roster.isResumable(beto))
  }

  @Test("lets who is gone enter again, at the end of the order, unless the name is somebody else's by then")
  func rejoins() {
    var bench = away()
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana)
    let gone = bench.last
    bench.apply(Sample.joined("ANA"), Sample.caio)
    #expect(bench.apply(Sample.joined("Ana"), ana) == .nameTaken)
    #expect(bench.roster.goneSince(ana) == gone)
    bench.apply(Sample.left("ANA"), Sample.caio)
    #expect(bench.apply(Sample.joined("Ana"), ana) == .counts)
    #expect(bench.roster.goneSince(ana) == nil)
    #expect(bench.roster.names() == [Sample.bytes("Beto"), Sample.bytes("Ana")])
    #expect(bench.apply(.ended(goneSince: gone), ana) == .overtaken)
  }

  @Test("gives a session that enters again under another name that one, and frees it when it leaves")
  func rejoinsUnderAnotherName() {
    var bench = away()
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana)
    #expect(bench.apply(Sample.joined("Bia"), ana) == .counts)
    #expect(bench.roster.identity(of: ana) == Sample.identity("Bia"))
    #expect(bench.roster.names() == [Sample.bytes("Beto"), Sample.bytes("Bia")])
    bench.apply(Sample.left("Bia"), ana)
    #expect(bench.roster.bearer(of: Sample.bytes("bia")) == nil)
    #expect(bench.roster.count == 1)
  }

  @Test("ends a session that nobody took up, and only by the leaving that began the wait")
  func ends() {
    var bench = away()
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana)
    let first = bench.last
    bench.apply(Sample.joined("Ana"), ana)
    bench.apply(.away(.lost), ana)
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana)
    let second = bench.last
    #expect(bench.apply(.ended(goneSince: first), ana) == .overtaken)
    #expect(bench.apply(.ended(goneSince: second), ana) == .counts)
    #expect(!bench.roster.isResumable(ana))
    #expect(bench.roster.identity(of: ana) == nil)
    #expect(bench.apply(.ended(goneSince: second), ana) == .overtaken)
  }

  @Test("remembers what a session missed while away, and forgets it with the return")
  func missed() {
    var bench = away()
    #expect(bench.apply(.whispered(Sample.whisper("a", to: ana)), beto) == .counts)
    #expect(bench.roster.missed(by: ana).map(\.sequence) == [bench.last])
    #expect(bench.roster.missed(by: ana).map(\.sender) == [beto])
    bench.apply(.whispered(Sample.whisper("b", to: beto)), beto)
    #expect(bench.roster.missed(by: beto).isEmpty)
    bench.apply(.returned, ana)
    #expect(bench.roster.missed(by: ana).isEmpty)
  }

  @Test("still knows what was missed once the session is gone, and tells no more to it")
  func missedAndGone() {
    var bench = away()
    bench.apply(.whispered(Sample.whisper("a", to: ana)), beto)
    let missed = bench.last
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.roster.awaySince(ana)), ana)
    #expect(bench.apply(.whispered(Sample.whisper("b", to: ana)), beto) == .noSuchPerson)
    #expect(bench.roster.missed(by: ana).map(\.sequence) == [missed])
    bench.apply(Sample.joined("Ana"), ana)
    #expect(bench.roster.missed(by: ana).isEmpty)
  }

  @Test("remembers the newest missed messages, at the limit and one past it")
  func missedLimit() {
    var bench = away()
    for _ in 0..<Member.missedLimit { bench.apply(.whispered(Sample.whisper("a", to: ana)), beto) }
    #expect(bench.roster.missed(by: ana).count == Member.missedLimit)
    #expect(bench.roster.missed(by: ana).first?.sequence == SequenceNumber(4))
    bench.apply(.whispered(Sample.whisper("a", to: ana)), beto)
    #expect(bench.roster.missed(by: ana).count == Member.missedLimit)
    #expect(bench.roster.missed(by: ana).first?.sequence == SequenceNumber(5))
    #expect(bench.roster.missed(by: ana).last?.sequence == bench.last)
  }
}
