import Journal
import Testing

@testable import ChatServer

@Suite("A roster's names that belong to keys")
struct RosterOwnersTests {
  private let ana = Sample.ana
  private let beto = Sample.beto

  /// Enters with the key of that number, a guest without one, and leaves where it counted.
  @discardableResult
  private func visit(_ bench: inout RosterBench, _ name: String, _ key: Int?, as session: Int = 9) -> Verdict
  {
    let event = key.map { Sample.joined(name, keys: $0) } ?? Sample.joined(name)
    let verdict = bench.apply(event, Sample.session(session))
    if verdict == .counts { bench.apply(Sample.left(name), Sample.session(session)) }
    return verdict
  }

  @Test("belong to the key of the first who enters with one, here or not, and to nobody else")
  func first() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    #expect(bench.apply(Sample.joined("ANA", keys: 2), beto) == .nameOwned)
    #expect(bench.apply(Sample.joined("ana"), beto) == .nameOwned)
    // Its own key has it once more, but as what that is.
    #expect(bench.apply(Sample.joined("Ana", keys: 1), beto) == .otherDevices)
    bench.apply(Sample.left("Ana"), ana)
    #expect(visit(&bench, "Ana", nil) == .nameOwned)
    #expect(visit(&bench, "Ana", 2) == .nameOwned)
    #expect(visit(&bench, "ANA", 1) == .counts)
    #expect(bench.roster.owned.names[Sample.bytes("ana")]?.name == Sample.bytes("ANA"))
  }

  @Test("are not those of guests, whom a key does not drive out")
  func guests() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    #expect(bench.apply(Sample.joined("Ana", keys: 1), beto) == .nameTaken)
    #expect(bench.roster.ownedNames().isEmpty && bench.roster.owned.names.isEmpty)
    bench.apply(Sample.left("Ana"), ana)
    #expect(bench.apply(Sample.joined("Ana", keys: 1), beto) == .counts)
    #expect(bench.apply(Sample.joined("Ana"), ana) == .nameOwned)
    #expect(bench.roster.ownedNames().map { $0.keys } == [[Sample.key(1)]])
  }

  @Test("belong to the key that was shown alone, whatever others an entry tells of")
  func shown() {
    var bench = RosterBench()
    #expect(bench.apply(Sample.joined("Ana", keys: 1, 2), ana) == .counts)
    bench.apply(Sample.left("Ana"), ana)
    #expect(visit(&bench, "Ana", 2) == .nameOwned)
    #expect(bench.apply(Sample.joined("Ana", keys: 2, 1), ana) == .nameOwned)
  }

  @Test("are three a key, and not four; each of the three stays its own")
  func three() {
    var bench = RosterBench()
    for name in ["a", "b", "c"] { #expect(visit(&bench, name, 1) == .counts) }
    #expect(visit(&bench, "d", 1) == .tooManyNames)
    #expect(visit(&bench, "b", 1) == .counts)
    #expect(visit(&bench, "d", 2) == .counts)
    #expect(visit(&bench, "e", nil) == .counts)
  }

  @Test("are free again 180 days after they were last borne, and not a millisecond before")
  func lifetime() {
    #expect(OwnedName.lifetime == 180 * 24 * 60 * 60 * 1_000)
    for (early, verdict) in [(1, Verdict.nameOwned), (0, .counts)] as [(Int64, Verdict)] {
      for key in [nil, 2] {
        var bench = RosterBench()
        bench.apply(Sample.joined("Ana", keys: 1), ana)
        // What counts is when it was let go.
        bench.milliseconds += OwnedName.lifetime
        bench.apply(Sample.left("Ana"), ana)
        bench.milliseconds += OwnedName.lifetime - early
        #expect(visit(&bench, "Ana", key) == verdict)
      }
    }
  }

  @Test("do not lapse while somebody bears them, reachable or away")
  func borne() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    bench.milliseconds += 2 * OwnedName.lifetime
    #expect(visit(&bench, "Ana", 2) == .nameOwned)
    bench.apply(.away(.lost), ana)
    let away = bench.last
    bench.milliseconds += OwnedName.lifetime
    #expect(visit(&bench, "Ana", nil) == .nameOwned)
    bench.apply(Sample.left("Ana", .lost, awaySince: away), ana)
    #expect(visit(&bench, "Ana", nil) == .nameOwned)
    #expect(bench.apply(Sample.joined("Ana", keys: 1), ana) == .counts)
  }

  @Test("that have lapsed count no more among a key's three")
  func lapsedOfThree() throws {
    var bench = RosterBench()
    for name in ["a", "b", "c"] { visit(&bench, name, 1) }
    bench.milliseconds += OwnedName.lifetime - 1
    visit(&bench, "b", 1)
    #expect(visit(&bench, "d", 1) == .tooManyNames)
    bench.milliseconds += 1
    #expect(visit(&bench, "d", 1) == .counts)
    #expect(visit(&bench, "e", 1) == .counts)
    #expect(visit(&bench, "f", 1) == .tooManyNames)
    #expect(visit(&bench, "a", 2) == .counts)
    let again = try Roster(Snapshot(sequence: bench.last, bytes: RosterBench.encode(bench.roster)))
    #expect(again == bench.roster)
  }

  @Test("are 16,384 in all, and whoever comes then is a guest until one lapses")
  func limit() {
    #expect(OwnedNames.limit == 16_384)
    var bench = RosterBench()
    for number in 0..<OwnedNames.limit {
      #expect(bench.roster.keys(of: Sample.bytes("x"), shown: Sample.key(9), at: 1_000) == [Sample.key(9)])
      visit(&bench, "n\(number)", 100 + number / 3)
    }
    #expect(bench.roster.owned.names.count == OwnedNames.limit)
    #expect(bench.roster.keys(of: Sample.bytes("x"), shown: Sample.key(9), at: 1_000).isEmpty)
    #expect(visit(&bench, "x", nil) == .counts)
    // Only where another server had room for it in its own eyes.
    #expect(visit(&bench, "x", 9) == .tooManyNames)
    #expect(visit(&bench, "n0", 100) == .counts)
    bench.milliseconds += OwnedName.lifetime
    #expect(visit(&bench, "x", 9) == .counts)
    #expect(bench.roster.owned.names.count == 1)
  }

  @Test("tell the keys to enter with: the one that is shown, and the others of a name that is its own")
  func keys() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    let roster = bench.roster
    #expect(roster.keys(of: Sample.bytes("ana"), shown: Sample.key(1), at: 1_000) == [Sample.key(1)])
    #expect(roster.keys(of: Sample.bytes("rui"), shown: Sample.key(2), at: 1_000) == [Sample.key(2)])
  }

  @Test("let a session be taken up with the key that it was entered with, and a guest's with any or none")
  func takingUp() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    bench.apply(Sample.joined("Beto"), beto)
    for session in [ana, beto] { bench.apply(.away(.lost), session) }
    #expect(bench.roster.mayTakeUp(ana, with: Sample.key(1)))
    #expect(!bench.roster.mayTakeUp(ana, with: Sample.key(2)) && !bench.roster.mayTakeUp(ana, with: nil))
    #expect(bench.roster.mayTakeUp(beto, with: nil) && bench.roster.mayTakeUp(beto, with: Sample.key(1)))
  }
}
