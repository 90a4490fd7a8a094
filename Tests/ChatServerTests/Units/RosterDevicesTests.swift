import Journal
import Testing

@testable import ChatServer

@Suite("A roster's owner on several devices")
struct RosterDevicesTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let caio = Sample.caio

  /// Ana is here on two devices, of one key.
  private func bench() -> RosterBench {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    bench.apply(Sample.joined("Ana", keys: 1, isFurther: true), beto)
    return bench
  }

  @Test("is one name, borne from the first that enters to the last that leaves")
  func one() {
    var bench = bench()
    bench.apply(Sample.joined("Caio"), caio)
    #expect(bench.roster.count == 2 && bench.roster.names() == [Sample.bytes("Ana"), Sample.bytes("Caio")])
    #expect(bench.roster.bearers(of: Sample.bytes("ana")) == [ana, beto])
    #expect(!bench.roster.isLast(ana) && !bench.roster.isLast(beto) && bench.roster.isLast(caio))
    #expect(bench.apply(Sample.left("Ana"), ana) == .otherDevices)
    #expect(bench.apply(Sample.left("Ana", isLast: false), ana) == .counts)
    #expect(bench.roster.bearer(of: Sample.bytes("ana")) == beto && bench.roster.isLast(beto))
    #expect(bench.roster.names() == [Sample.bytes("Ana"), Sample.bytes("Caio")])
    #expect(bench.apply(Sample.said("a"), beto) == .counts)
    #expect(bench.apply(Sample.left("Ana", isLast: false), beto) == .otherDevices)
    #expect(bench.apply(Sample.left("Ana"), beto) == .counts)
    #expect(bench.roster.bearer(of: Sample.bytes("ana")) == nil && bench.roster.count == 1)
  }

  @Test("enters as one more where another is here, written the same, and as the first where none is")
  func entering() {
    var bench = bench()
    #expect(bench.apply(Sample.joined("Ana", keys: 1), caio) == .otherDevices)
    #expect(bench.apply(Sample.joined("ANA", keys: 1, isFurther: true), caio) == .otherDevices)
    #expect(bench.apply(Sample.joined("Ana", keys: 2, isFurther: true), caio) == .nameOwned)
    #expect(bench.apply(Sample.joined("Ana", isFurther: true), caio) == .nameOwned)
    #expect(bench.apply(Sample.joined("Rui", keys: 1, isFurther: true), caio) == .otherDevices)
    let identity = { (name: String, shown: Int?) in
      bench.roster.identity(
        Sample.bytes(name), Sample.bytes(name.lowercased()), isResumable: true,
        shown: shown.map { Sample.key($0) }, at: 1_000)
    }
    #expect(identity("ANA", 1).isFurther && identity("ANA", 1).name == Sample.bytes("Ana"))
    #expect(!identity("ANA", 2).isFurther && !identity("ANA", nil).isFurther && !identity("Rui", 1).isFurther)
    // A guest is alone under a name.
    bench.apply(Sample.joined("Rui"), caio)
    #expect(bench.apply(Sample.joined("Rui", isFurther: true), Sample.session(9)) == .nameTaken)
  }

  @Test("is on 16 at once, those that are away among them, and not on 17")
  func limit() {
    #expect(OwnedName.maximumDevices == 16)
    var bench = bench()
    for number in 3...16 {
      let session = Sample.session(100 + number)
      #expect(bench.apply(Sample.joined("Ana", keys: 1, isFurther: true), session) == .counts)
      bench.apply(.away(.lost), session)
    }
    #expect(bench.apply(Sample.joined("Ana", keys: 1, isFurther: true), caio) == .tooManyDevices)
    bench.apply(Sample.left("Ana", isLast: false), ana)
    #expect(bench.apply(Sample.joined("Ana", keys: 1, isFurther: true), caio) == .counts)
  }

  @Test("comes back after having left, as what it is by then")
  func gone() {
    var bench = bench()
    for session in [ana, beto] {
      bench.apply(.away(.lost), session)
      let isLast = session == beto
      bench.apply(Sample.left("Ana", .lost, awaySince: bench.last, isLast: isLast), session)
    }
    #expect(bench.roster.count == 0 && bench.roster.owner(of: ana) == nil)
    #expect(bench.apply(Sample.joined("Ana", keys: 1), beto) == .counts)
    #expect(bench.apply(Sample.joined("Ana", keys: 1), ana) == .otherDevices)
    #expect(bench.apply(Sample.joined("Ana", keys: 1, isFurther: true), ana) == .counts)
    #expect(bench.roster.bearers(of: Sample.bytes("ana")) == [beto, ana])
  }

  @Test("loses those with a key that is taken away, and keeps the others")
  func keyTakenAway() {
    var bench = bench()
    bench.apply(Sample.change(.added, "Ana", 2), ana)
    bench.apply(Sample.joined("Ana", keys: 2, 1, isFurther: true), caio)
    #expect(bench.apply(Sample.change(.removed, "Ana", 1), caio) == .counts)
    #expect([ana, beto, caio].map { bench.roster.ownedName(of: $0) != nil } == [false, false, true])
    #expect(bench.roster.keysTold(of: Sample.bytes("ana")) == [Sample.key(2)])
    #expect(!bench.roster.mayTakeUp(ana, with: Sample.key(1)))
    #expect(bench.roster.mayTakeUp(caio, with: Sample.key(2)))
    #expect(bench.apply(Sample.change(.added, "Ana", 3), ana) == .notOwner)
  }

  @Test("is thrown out on all devices, and kept out by all keys")
  func kicked() {
    var bench = bench()
    bench.apply(Sample.joined("Caio"), caio)
    let owner = SessionID.owner(since: SequenceNumber(1))
    #expect(bench.roster.owner(of: beto) == owner)
    #expect(bench.apply(Sample.kicked(owner, "Ana", for: 1, "a b"), caio) == .counts)
    #expect(!bench.roster.isResumable(ana) && !bench.roster.isResumable(beto))
    #expect(["a", "b"].allSatisfy { bench.roster.isBanned(Sample.bytes($0), at: 2_000) })
    #expect(!bench.roster.isBanned(Sample.bytes("a b"), at: 2_000))
    bench.apply(Sample.left("Ana", .kicked, isLast: false), ana)
    bench.apply(Sample.left("Ana", .kicked), beto)
    #expect(bench.apply(Sample.kicked(owner, "Ana"), caio) == .noSuchPerson)
    for number in bench.roster.banCount..<BanList.limit - 1 { bench.apply(Sample.banned("\(number)"), caio) }
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    // None of them where there is no room for both.
    #expect(bench.apply(Sample.kicked(owner, "Ana", for: 1, "c d"), caio) == .tooManyBans)
    #expect(!bench.roster.isBanned(Sample.bytes("c"), at: 2_000) && bench.roster.isResumable(ana))
  }

  @Test("has a name that does not lapse while it is borne on any of them")
  func lapsing() {
    var bench = bench()
    bench.apply(Sample.left("Ana", isLast: false), ana)
    bench.milliseconds += 2 * OwnedName.lifetime
    #expect(bench.apply(Sample.joined("Ana", keys: 2), caio) == .nameOwned)
    bench.apply(Sample.left("Ana"), beto)
    bench.milliseconds += OwnedName.lifetime
    #expect(bench.apply(Sample.joined("Ana", keys: 2), caio) == .counts)
    // Another owner, though of the same name.
    #expect(bench.roster.owner(of: caio) == .owner(since: bench.last))
  }
}
