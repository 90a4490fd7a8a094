import Glibc
import Journal
import TestSupport
import Testing

@testable import JournalNATS

@Suite("A journal on three servers", .serialized)
struct NATSClusterTests {
  private let cluster: TestNATSCluster

  init() throws { cluster = try TestNATSCluster() }

  private func drafts(_ range: Range<Int>, _ bench: JournalBench, _ name: String = "") -> [Draft] {
    range.map { bench.draft(.said("\(name)\($0)")) }
  }

  /// Submits drafts, lets something happen in their midst, and answers what they became: all of them counts.
  private func commit(
    _ range: Range<Int>, _ bench: JournalBench, while happening: () throws -> Void
  ) throws -> [Entry] {
    let drafts = drafts(range, bench)
    bench.journal.submit(Array(drafts.prefix(drafts.count / 2)))
    try happening()
    bench.journal.submit(Array(drafts.suffix(drafts.count - drafts.count / 2)))
    let answers = bench.collect(drafts.count)
    #expect(answers.compactMap(\.draft).sorted() == drafts.map(\.id))
    let entries = answers.compactMap(\.entry)
    #expect(entries.texts.sorted() == range.map { "\($0)" }.sorted())
    return entries
  }

  @Test("loses and doubles nothing although one of them is killed and another one stands still in its midst")
  func one() throws {
    let (bench, other) = (try cluster.bench(), try cluster.bench(mirror: "other.db"))
    var entries = try commit(0..<200, bench) { cluster.kill(0) }
    // It can also be opened then.
    #expect(try cluster.bench(mirror: "late.db").everything() == entries)
    try cluster.startAgain(0)
    entries += try commit(200..<400, bench) { cluster.send(SIGSTOP, to: 1) }
    cluster.send(SIGCONT, to: 1)
    #expect(other.collect(entries.count).compactMap(\.entry) == entries)
    for node in [bench, other] {
      #expect(node.everything() == entries)
      // Each has compared what it came to with the other's.
      node.journal.rest()
      #expect(node.collect().isEmpty)
    }
  }

  @Test("has what was acknowledged when all of them were killed at once")
  func all() throws {
    let bench = try cluster.bench()
    let before = bench.commit((0..<100).map { .said("\($0)") })
    let after = try commit(100..<200, bench) {
      for place in 0..<TestNATSCluster.size { cluster.kill(place) }
      for place in 0..<TestNATSCluster.size { try cluster.startAgain(place) }
    }
    #expect(try cluster.bench(mirror: "other.db").everything() == before + after)
  }

  @Test("has all but what was removed when all of them were killed after that")
  func removed() throws {
    let bench = try cluster.bench()
    let entries = bench.commit((0..<100).map { .said("\($0)") })
    while try bench.journal.trim(through: entries[39].sequence, before: .max) {}
    for place in 0..<TestNATSCluster.size { cluster.kill(place) }
    for place in 0..<TestNATSCluster.size { try cluster.startAgain(place) }
    #expect(try cluster.bench(mirror: "other.db").everything() == Array(entries[40...]))
  }

  @Test("is told nothing by a server that is cut off from the others, and all of it when that is over")
  func minority() throws {
    let doors = try cluster.makeDoors()
    let lone = try cluster.bench([doors[0]], mirror: "lone.db")
    let others = try cluster.bench(Array(doors[1...]), mirror: "others.db")
    let before = lone.commit([.said("before")])
    for place in [1, 2] { try cluster.freeze(0, place) }
    lone.journal.submit(drafts(0..<20, lone, "lone "))
    others.journal.submit(drafts(0..<20, others))
    var entries = others.collect(21).compactMap(\.entry)
    #expect(entries.texts == ["before"] + (0..<20).map { "\($0)" })
    #expect(lone.collect().compactMap(\.draft).isEmpty)
    for place in [1, 2] { try cluster.thaw(0, place) }
    let answers = lone.collect(40)
    #expect(answers.compactMap(\.draft).sorted() == Array(2...21))
    entries += others.collect(20).compactMap(\.entry)
    #expect(before + answers.compactMap(\.entry) == entries)
    #expect(lone.everything() == others.everything())
  }

  @Test("goes to another server where its own reaches none of the others")
  func moves() throws {
    let doors = try cluster.makeDoors()
    // The first one is the only one that it can go in by.
    for door in doors.dropFirst() { door.lead(to: nil) }
    let bench = try cluster.bench(doors)
    for (door, server) in zip(doors, cluster.addresses).dropFirst() { door.lead(to: server) }
    let journal = try #require(bench.journal as? NATSJournal)
    let before = bench.commit([.said("before")])
    #expect(journal.connection.reconnects == 0)
    let entries = try commit(0..<50, bench) {
      try TestNATSCluster.others(than: 0).forEach { try cluster.freeze(0, $0) }
    }
    #expect(journal.connection.reconnects > 0)
    #expect(bench.everything() == before + entries)
  }
}
