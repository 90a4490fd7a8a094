import Journal
import Testing

@testable import ChatServer

@Suite("The ring of batches")
struct BatchRingTests {
  /// What one batch of `Sample` costs with so many bytes.
  private func cost(_ bytes: Int) -> Int { Sample.batch(0, bytes: bytes).cost }

  @Test("is empty at first")
  func empty() {
    let ring = BatchRing(limit: 1_000)
    #expect(ring.first == 0 && ring.end == 0 && ring.last == nil)
  }

  @Test("counts a batch's shared parts, inserts and edits")
  func batchCost() {
    let edit = Edit(
      connection: Sample.connection(1), offset: 0, skip: 0, insertStart: 0, insertEnd: 0, effect: .none)
    let batch = Batch(
      index: 0, last: .zero, plain: [1], numbered: [2, 3], inserts: [4, 5, 6],
      edits: [[edit], [edit, edit]],
      news: .none, taken: [])
    #expect(batch.cost == 256 + 6 + 3 * MemoryLayout<Edit>.size)
  }

  @Test("keeps what fits, at the limit and one byte past it")
  func limit() {
    var ring = BatchRing(limit: 3 * cost(100))
    for index in 0..<3 { ring.append(Sample.batch(UInt64(index), bytes: 100)) }
    #expect(ring.first == 0 && ring.end == 3)
    #expect(ring.holds(0))
    var over = BatchRing(limit: 3 * cost(100) - 1)
    for index in 0..<3 { over.append(Sample.batch(UInt64(index), bytes: 100)) }
    #expect(over.first == 1 && over.end == 3)
    #expect(!over.holds(0) && over.holds(1))
    #expect(over[1].index == 1 && over[2].index == 2)
    #expect(over.last == SequenceNumber(3))
  }

  @Test("always keeps the newest, however large, and lets the others go")
  func newest() {
    var ring = BatchRing(limit: 1_000)
    ring.append(Sample.batch(0, bytes: 10))
    ring.append(Sample.batch(1, bytes: 100_000))
    #expect(ring.first == 1 && ring.end == 2 && ring[1].index == 1)
    ring.append(Sample.batch(2, bytes: 10))
    #expect(ring.first == 2 && ring.end == 3 && ring.last == SequenceNumber(3))
  }

  @Test("lets go of what was read, and goes on counting from there")
  func read() {
    var ring = BatchRing(limit: 1_000_000)
    for index in 0..<5 as Range<UInt64> { ring.append(Sample.batch(index, bytes: 1)) }
    ring.removeAll(before: 3)
    #expect(ring.first == 3 && ring.end == 5 && ring.firstWithAllNews == 3 && ring.bytes == 2 * cost(1))
    ring.removeAll(before: 2)
    #expect(ring.first == 3)
    ring.removeAll(before: 9)
    #expect(ring.first == 5 && ring.end == 5 && ring.last == SequenceNumber(5) && ring.bytes == 0)
    ring.append(Sample.batch(5, bytes: 1))
    #expect(ring.newestNews?.batch.index == 5 && ring.newestNews?.onlyNewsFrom == 5)
  }

  @Test("finds batches by their index over a long life")
  func long() {
    var ring = BatchRing(limit: 10 * cost(1))
    for index in 0..<1_000 as Range<UInt64> {
      ring.append(Sample.batch(index, bytes: 1))
      #expect(ring.end == index + 1)
      #expect(ring.first == (index < 10 ? 0 : index - 9))
      #expect(ring[ring.first].index == ring.first)
      #expect(ring[index].index == index)
    }
  }

  @Test("gives the memory of an evicted batch back at once")
  func memory() {
    var ring = BatchRing(limit: cost(100))
    weak var evicted: Batch?
    do {
      let batch = Sample.batch(0, bytes: 100)
      evicted = batch
      ring.append(batch)
    }
    #expect(evicted != nil)
    ring.append(Sample.batch(1, bytes: 100))
    #expect(ring.first == 1)
    #expect(evicted == nil)
  }

  @Test("finds the batches with news among the others")
  func news() {
    var ring = BatchRing(limit: 1_000_000)
    #expect(ring.newestNews == nil)
    #expect(ring.nextNews(from: 0) == 0)
    for index in 0..<10 as Range<UInt64> {
      ring.append(Sample.batch(index, bytes: 1, news: index % 4 == 2 ? .messages : .none))
    }
    // 2 and 6.
    #expect((0...11).map { ring.nextNews(from: $0) } == [2, 2, 2, 6, 6, 6, 6, 10, 10, 10, 10, 10])
    #expect((0...11).map { ring.endOfNews(before: $0) } == [0, 0, 0, 3, 3, 3, 3, 7, 7, 7, 7, 7])
    #expect(ring.newestNews?.batch.index == 6)
    #expect(ring.newestNews?.onlyNewsFrom == 3)
    #expect(ring.firstWithAllNews == 0)
  }

  @Test("tells from where on no news has been evicted, whatever else has")
  func evictedNews() {
    var ring = BatchRing(limit: 2 * cost(1))
    ring.append(Sample.batch(0, bytes: 1, news: .announcements))
    for index in 1...2 as ClosedRange<UInt64> { ring.append(Sample.batch(index, bytes: 1, news: .none)) }
    #expect(ring.first == 1 && ring.firstWithAllNews == 1)
    #expect(ring.newestNews == nil)
    for index in 3...6 as ClosedRange<UInt64> { ring.append(Sample.batch(index, bytes: 1, news: .none)) }
    #expect(ring.first == 5 && ring.firstWithAllNews == 1)
    ring.append(Sample.batch(7, bytes: 1))
    #expect(ring.newestNews?.batch.index == 7)
    #expect(ring.newestNews?.onlyNewsFrom == 1 && ring.endOfNews(before: 7) == 1)
  }
}
