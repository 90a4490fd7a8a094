import Foundation
import Journal
import JournalSQLite
import TestSupport
import Testing

/// What a power failure leaves: a write-ahead log that ends, or turns into nonsense, at any byte after what
/// was synced.
@Suite("A torn journal")
struct TornFileTests {
  /// How what comes after the last whole byte looks.
  enum Tail: CaseIterable { case missing, zeros, noise }

  @Test(
    "opens to a prefix of what was written that holds all that was acknowledged", arguments: Tail.allCases)
  func prefix(_ tail: Tail) throws {
    let folder = try TemporaryFolder()
    let source = folder.path + "/journal.db"
    let clock = SettableClock(1_000)
    let journal = try SQLiteJournal(source, durability: .full, newRoom: RoomID(7)) { clock.milliseconds }
    let bench = JournalBench(journal, NoControl(), clock)
    // What was acknowledged once the log was so long.
    var acknowledged: [(length: Int, count: Int)] = []
    var all: [Entry] = []
    for round in 0..<12 {
      all += bench.commit((0...round).map { .said("\(round) \($0)") })
      acknowledged.append((try length(source + "-wal"), all.count))
    }
    let file = try Data(contentsOf: URL(filePath: source))
    let log = try Data(contentsOf: URL(filePath: source + "-wal"))
    var random = SeededRandom(seed: 20_261_123)
    var cuts = acknowledged.flatMap { [$0.length - 1, $0.length, $0.length + 1] } + [0, 1, 31, 32, 33]
    cuts += (0..<40).map { _ in Int.random(in: 0...log.count, using: &random) }
    for (index, cut) in cuts.filter({ (0...log.count).contains($0) }).enumerated() {
      let path = folder.path + "/torn-\(index).db"
      try file.write(to: URL(filePath: path))
      var torn = Data(log.prefix(cut))
      switch tail {
      case .missing: break
      case .zeros: torn.append(Data(count: log.count - cut))
      case .noise: torn.append(Data((cut..<log.count).map { _ in UInt8.random(in: 0...255, using: &random) }))
      }
      try torn.write(to: URL(filePath: path + "-wal"))
      let reopened = try SQLiteJournal(path, newRoom: RoomID(8)) { 1_000 }
      let kept = try reopened.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
      #expect(kept == Array(all.prefix(kept.count)), "cut at \(cut)")
      let least = acknowledged.last { $0.length <= cut }?.count ?? 0
      #expect(kept.count >= least, "cut at \(cut)")
    }
  }

  private func length(_ path: String) throws -> Int {
    try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
  }
}
