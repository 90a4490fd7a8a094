import Journal
import Testing

@testable import ChatServer

@Suite("The roster's bans")
struct RosterBansTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let address = Sample.bytes("192.0.2.7")

  /// Ana, who runs the room, and Beto.
  private func room() -> RosterBench {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    bench.apply(Sample.joined("Beto"), beto)
    return bench
  }

  @Test("hold for ever, until they are pardoned")
  func ban() {
    var bench = room()
    #expect(!bench.roster.isBanned(address, at: 1_000))
    #expect(bench.apply(Sample.banned("192.0.2.7"), ana) == .counts)
    #expect(bench.roster.isBanned(address, at: 0) && bench.roster.isBanned(address, at: .max - 1))
    #expect(!bench.roster.isBanned(Sample.bytes("192.0.2.8"), at: 1_000))
    #expect(bench.apply(Sample.pardoned("192.0.2.7"), ana) == .counts)
    #expect(!bench.roster.isBanned(address, at: 1_000))
    #expect(bench.apply(Sample.pardoned("192.0.2.7"), ana) == .notBanned)
  }

  @Test("that come with a kick hold to the end of its minutes, by the entry's time")
  func minutes() {
    var bench = room()
    #expect(bench.apply(Sample.kicked(beto, for: 2), ana, at: 5_000) == .counts)
    #expect(bench.roster.isBanned(address, at: 5_000 + 119_999))
    #expect(!bench.roster.isBanned(address, at: 5_000 + 120_000))
  }

  @Test("are never made shorter")
  func longer() {
    var bench = room()
    bench.apply(Sample.kicked(beto, for: 10), ana, at: 5_000)
    bench.apply(Sample.kicked(beto, for: 1), ana, at: 6_000)
    #expect(bench.roster.isBanned(address, at: 604_999))
    bench.apply(Sample.banned("192.0.2.7"), ana)
    bench.apply(Sample.kicked(beto, for: 1), ana, at: 7_000)
    #expect(bench.roster.isBanned(address, at: .max - 1))
  }

  @Test("do not come with a kick of no minutes")
  func noMinutes() {
    var bench = room()
    #expect(bench.apply(Sample.kicked(beto), ana) == .counts)
    #expect(bench.roster.banCount == 0)
  }

  @Test("outlast the end of a time that no clock will show")
  func farAway() {
    var bench = room()
    bench.apply(Sample.kicked(beto, for: 1), ana, at: .max - 1)
    #expect(bench.roster.isBanned(address, at: .max - 1))
  }

  @Test("are 4,096 at the most: one more does not count, unless one has ended or is there already")
  func limit() {
    #expect(BanList.limit == 4_096)
    var bench = room()
    bench.apply(Sample.joined("Caio"), Sample.caio)
    bench.apply(Sample.kicked(Sample.caio, "Caio", for: 1), ana, at: 1_000)
    for number in 1..<BanList.limit { bench.apply(Sample.banned("\(number)"), ana) }
    #expect(bench.roster.banCount == BanList.limit)
    // The kick's has a millisecond to go.
    #expect(bench.apply(Sample.banned("x"), ana, at: 60_999) == .tooManyBans)
    #expect(bench.apply(Sample.kicked(beto, for: 1, "x"), ana, at: 60_999) == .tooManyBans)
    #expect(bench.roster.isResumable(beto))
    #expect(bench.apply(Sample.banned("1"), ana, at: 60_999) == .counts)
    #expect(bench.apply(Sample.kicked(beto), ana, at: 60_999) == .counts)
    #expect(bench.apply(Sample.banned("x"), ana, at: 61_000) == .counts)
    #expect(bench.roster.banCount == BanList.limit && !bench.roster.isBanned(address, at: 0))
    #expect(bench.apply(Sample.banned("y"), ana, at: 61_000) == .tooManyBans)
    #expect(bench.apply(Sample.pardoned("x"), ana, at: 61_000) == .counts)
    #expect(bench.apply(Sample.banned("y"), ana, at: 61_000) == .counts)
  }

  @Test("are made by somebody who is here, and known by the number of the line")
  func repeated() {
    var bench = room()
    for event in [Sample.banned("a"), Sample.pardoned("a"), Sample.kicked(beto)] {
      #expect(bench.apply(event, Sample.caio) == .overtaken)
    }
    #expect(bench.apply(Sample.banned("a"), ana, number: 5) == .counts)
    let first = bench.last
    #expect(bench.apply(Sample.banned("b"), ana, number: 5) == .repetition(of: first))
    #expect(bench.roster.banCount == 1)
  }

  @Test("Who was kicked bears the name until it left, and cannot come back")
  func kicked() {
    var bench = room()
    bench.apply(.away(.lost), beto)
    #expect(bench.apply(Sample.kicked(beto), ana) == .counts)
    #expect(bench.roster.bearsName(beto) && !bench.roster.isResumable(beto))
    #expect(bench.apply(.returned, beto) == .overtaken)
    #expect(bench.apply(Sample.left("Beto", .kicked), beto) == .counts)
    #expect(bench.roster.bearer(of: Sample.bytes("beto")) == nil)
    #expect(bench.roster.identity(of: beto) == nil)
    #expect(bench.apply(Sample.kicked(beto), ana) == .noSuchPerson)
  }

  @Test("What whoever was kicked had not got is known to its sender as undelivered")
  func undelivered() {
    var bench = room()
    bench.apply(.away(.lost), beto)
    bench.apply(.whispered(Sample.whisper("a", to: beto)), ana)
    let sequence = bench.last
    bench.apply(.away(.lost), ana)
    bench.apply(Sample.left("Beto", .kicked), beto)
    #expect(bench.roster.undelivered(of: ana) == [sequence])
  }
}
