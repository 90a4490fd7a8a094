import Journal
import Testing

@testable import ChatServer

@Suite("A roster's change of a name's keys")
struct RosterKeyChangesTests {
  private let ana = Sample.ana
  private let beto = Sample.beto

  /// Ana is here under a name of the first key.
  private func bench() -> RosterBench {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    return bench
  }

  private func keys(_ bench: RosterBench, of name: String = "ana") -> [PersonKey]? {
    bench.roster.owned.names[Sample.bytes(name)]?.keys
  }

  @Test("is for who bears the name with a key, and for nobody else")
  func owner() {
    var bench = bench()
    bench.apply(Sample.joined("Beto"), beto)
    #expect(bench.apply(Sample.change(.added, "Ana", 2), beto) == .notOwner)
    #expect(bench.apply(Sample.change(.added, "Beto", 2), beto) == .notOwner)
    #expect(bench.apply(Sample.change(.removed, "Ana", 1), Sample.caio) == .notOwner)
    #expect(bench.apply(Sample.change(.given, "Ana", 2), ana) == .notOwner)
    #expect(bench.apply(Sample.change(.freed, "Ana", nil), ana) == .notOwner)
    #expect(bench.apply(Sample.change(.added, "Ana", 2), ana) == .counts)
    bench.apply(Sample.left("Ana"), ana)
    #expect(bench.apply(Sample.change(.added, "Ana", 3), ana) == .notOwner)
    #expect(keys(bench) == [Sample.key(1), Sample.key(2)])
  }

  @Test("lets every key of the name bear it, and tells the one first that was shown")
  func added() {
    var bench = bench()
    #expect(bench.apply(Sample.change(.added, "Ana", 2, others: 9), ana) == .counts)
    #expect(bench.apply(Sample.change(.added, "Ana", 2), ana) == .overtaken)
    bench.apply(Sample.left("Ana"), ana)
    #expect(
      bench.roster.keys(of: Sample.bytes("ana"), shown: Sample.key(2), at: 1_000) == [
        Sample.key(2), Sample.key(1),
      ])
    #expect(bench.apply(Sample.joined("Ana", keys: 2, 1), beto) == .counts)
    #expect(bench.roster.ownedNames().map { $0.keys } == [[Sample.key(2), Sample.key(1)]])
    #expect(!bench.roster.mayTakeUp(beto, with: Sample.key(1)))
  }

  @Test("stops at eight keys of a name")
  func eight() {
    #expect(OwnedName.maximumKeys == 8)
    var bench = bench()
    for key in 2...8 { #expect(bench.apply(Sample.change(.added, "Ana", key), ana) == .counts) }
    #expect(bench.apply(Sample.change(.added, "Ana", 9), ana) == .tooManyKeys)
    #expect(keys(bench)?.count == 8)
    #expect(bench.apply(Sample.change(.removed, "Ana", 5), ana) == .counts)
    #expect(bench.apply(Sample.change(.added, "Ana", 9), ana) == .counts)
  }

  @Test("counts among the three names of the key that is added")
  func namesOfKey() {
    var bench = bench()
    for name in ["x", "y", "z"] {
      bench.apply(Sample.joined(name, keys: 2), beto)
      bench.apply(Sample.left(name), beto)
    }
    #expect(bench.apply(Sample.change(.added, "Ana", 2), ana) == .tooManyNames)
    bench.apply(Sample.joined("x", keys: 3), beto)
    #expect(bench.apply(Sample.change(.freed, "x", nil), .server) == .counts)
    #expect(bench.apply(Sample.change(.added, "Ana", 2), ana) == .counts)
    #expect(bench.apply(Sample.joined("w", keys: 2), beto) == .tooManyNames)
    #expect(bench.apply(Sample.change(.removed, "Ana", 2), ana) == .counts)
    #expect(bench.apply(Sample.joined("w", keys: 2), beto) == .counts)
  }

  @Test("does not take the last key away, nor one that is none of the name's")
  func last() {
    var bench = bench()
    #expect(bench.apply(Sample.change(.removed, "Ana", 1), ana) == .lastKey)
    #expect(bench.apply(Sample.change(.removed, "Ana", 2), ana) == .overtaken)
    bench.apply(Sample.change(.added, "Ana", 2), ana)
    #expect(bench.apply(Sample.change(.removed, "Ana", 2), ana) == .counts)
    #expect(keys(bench) == [Sample.key(1)])
  }

  @Test("that takes the bearer's own key away leaves a session that only leaves, and cannot be taken up")
  func own() throws {
    var bench = bench()
    bench.apply(Sample.change(.added, "Ana", 2), ana)
    #expect(bench.apply(Sample.change(.removed, "Ana", 1), ana) == .counts)
    #expect(!bench.roster.mayTakeUp(ana, with: Sample.key(1)))
    #expect(!bench.roster.mayTakeUp(ana, with: nil) && !bench.roster.mayTakeUp(ana, with: Sample.key(2)))
    #expect(bench.apply(Sample.change(.added, "Ana", 1), ana) == .notOwner)
    #expect(bench.roster.ownedNames().isEmpty && bench.roster.count == 1)
    #expect(
      try Roster(Snapshot(sequence: bench.last, bytes: RosterBench.encode(bench.roster))) == bench.roster)
    #expect(bench.apply(Sample.joined("Ana", keys: 2, isFurther: true), beto) == .counts)
    #expect(bench.roster.ownedNames().map { $0.keys } == [[Sample.key(2)]])
    bench.apply(Sample.left("Ana", isLast: false), ana)
    #expect(bench.apply(Sample.joined("Ana", keys: 1, isFurther: true), ana) == .nameOwned)
    #expect(bench.apply(Sample.said("a"), beto) == .counts)
  }

  @Test("gives a name that nobody bears to one key alone, and frees it, where the server wants it")
  func server() {
    var bench = bench()
    #expect(bench.apply(Sample.change(.given, "Ana", 2), .server) == .nameTaken)
    #expect(bench.apply(Sample.change(.freed, "Ana", nil), .server) == .nameTaken)
    bench.apply(Sample.left("Ana"), ana)
    #expect(bench.apply(Sample.change(.given, "ANA", 2), .server) == .counts)
    #expect(bench.apply(Sample.change(.given, "Ana", 2), .server) == .overtaken)
    #expect(bench.apply(Sample.joined("Ana", keys: 1), ana) == .nameOwned)
    #expect(bench.roster.owned.names[Sample.bytes("ana")]?.name == Sample.bytes("ANA"))
    #expect(bench.apply(Sample.change(.given, "Beto", 2), .server) == .counts)
    #expect(bench.apply(Sample.change(.given, "Caio", 2), .server) == .counts)
    #expect(bench.apply(Sample.change(.given, "Duda", 2), .server) == .tooManyNames)
    #expect(bench.apply(Sample.change(.freed, "Ana", nil), .server) == .counts)
    #expect(bench.apply(Sample.change(.freed, "Ana", nil), .server) == .overtaken)
    #expect(bench.apply(Sample.change(.given, "Duda", 2), .server) == .counts)
    #expect(bench.apply(Sample.joined("Ana"), ana) == .counts)
  }
}
