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

  @Test("loses and doubles nothing although each of them is killed in turn, or stands still, in its midst")
  func each() throws {
    let (bench, other) = (try cluster.bench(), try cluster.bench(mirror: "other.db"))
    var entries: [Entry] = []
    for place in 0..<TestNATSCluster.size {
      let first = 400 * place
      entries += try commit(first..<first + 200, bench) { cluster.kill(place) }
      // It can also be opened then.
      let late = try cluster.bench(mirror: "late\(place).db")
      #expect(late.everything() == entries)
      try cluster.startAgain(place)
      entries += try commit(first + 200..<first + 400, bench) { cluster.send(SIGSTOP, to: place) }
      cluster.send(SIGCONT, to: place)
    }
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
    for place in [1, 2] { cluster.freeze(0, place) }
    lone.journal.submit(drafts(0..<20, lone, "lone "))
    others.journal.submit(drafts(0..<20, others))
    var entries = others.collect(21).compactMap(\.entry)
    #expect(entries.texts == ["before"] + (0..<20).map { "\($0)" })
    #expect(lone.collect().compactMap(\.draft).isEmpty)
    for place in [1, 2] { cluster.thaw(0, place) }
    let answers = lone.collect(40)
    #expect(answers.compactMap(\.draft).sorted() == Array(2...21))
    entries += others.collect(20).compactMap(\.entry)
    #expect(before + answers.compactMap(\.entry) == entries)
    #expect(lone.everything() == others.everything())
  }

  @Test("goes to another server where its own reaches none of the others")
  func moves() throws {
    let bench = try cluster.bench()
    var entries = bench.commit([.said("before")])
    for place in 0..<TestNATSCluster.size {
      let others = TestNATSCluster.others(than: place)
      entries += try commit(0..<50, bench) { others.forEach { cluster.freeze(place, $0) } }
      others.forEach { cluster.thaw(place, $0) }
    }
    #expect(bench.everything() == entries)
  }
}
