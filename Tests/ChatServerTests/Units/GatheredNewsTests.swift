import Testing

@testable import ChatServer

@Suite("What several batches have for everybody")
struct GatheredNewsTests {
  private static let line = 100

  private func ring(_ batches: [(news: Batch.News, bytes: [UInt8])]) -> BatchRing {
    var ring = BatchRing(limit: 10_000_000)
    for (index, batch) in batches.enumerated() {
      ring.append(
        Batch(
          index: UInt64(index), last: .zero, plain: batch.bytes, numbered: batch.bytes + batch.bytes,
          inserts: [], edits: [[]], news: batch.news, taken: [0]))
    }
    return ring
  }

  /// Whole lines, each of another letter.
  private func lines(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { [UInt8](repeating: 65 + UInt8($0 % 26), count: Self.line - 1) + [10] }
  }

  /// What somebody hears who is given the pieces, and whoever goes on at their ends.
  private func check(_ pieces: [GatheredNews.Piece], are all: [UInt8], of ring: BatchRing, in dialect: Bool) {
    #expect(pieces.flatMap(\.bytes) == all)
    var rest = all[...]
    for piece in pieces {
      #expect(!piece.bytes.isEmpty && piece.bytes.count <= IOThread.recordBytes)
      rest = rest.dropFirst(piece.bytes.count)
      var left: [UInt8] = []
      var cursor = piece.end
      while cursor.batch < ring.end {
        let batch = ring[cursor.batch]
        left += (dialect ? batch.plain : batch.numbered)[cursor.offset...]
        cursor = Cursor(batch: cursor.batch + 1, offset: 0)
      }
      #expect(left == Array(rest))
    }
  }

  @Test("is one piece, and leaves out what nobody need be told")
  func small() {
    let ring = ring([
      (.messages, lines(1)), (.none, []), (.announcements, lines(2)), (.none, []), (.messages, lines(3)),
      (.none, []),
    ])
    let news = GatheredNews(of: ring, from: 1)
    #expect(news.first == 2 && news.onlyNewsFrom == 1 && news.end == Cursor(batch: 6, offset: 0))
    #expect(news.plain.map(\.bytes) == [lines(2) + lines(3)])
    #expect(news.plain.first?.end == news.end)
    check(news.plain, are: lines(2) + lines(3), of: ring, in: true)
    check(news.numbered, are: lines(2) + lines(2) + lines(3) + lines(3), of: ring, in: false)
  }

  @Test("is cut behind whole lines, at a record's worth and one line past it")
  func records() {
    let full = IOThread.recordBytes / Self.line
    for count in [full - 1, full, full + 1, 3 * full + 7] {
      let ring = ring((0..<count).map { _ in (.announcements, lines(1)) })
      let news = GatheredNews(of: ring, from: 0)
      #expect(news.plain.count == (count + full - 1) / full)
      check(news.plain, are: (0..<count).flatMap { _ in lines(1) }, of: ring, in: true)
      check(news.numbered, are: (0..<2 * count).flatMap { _ in lines(1) }, of: ring, in: false)
    }
  }

  @Test("may go on in the midst of a batch that is larger than a record")
  func large() {
    let ring = ring([(.announcements, lines(3)), (.messages, lines(400)), (.announcements, lines(5))])
    let news = GatheredNews(of: ring, from: 0)
    check(news.plain, are: lines(3) + lines(400) + lines(5), of: ring, in: true)
    check(
      news.numbered, are: lines(3) + lines(3) + lines(400) + lines(400) + lines(5) + lines(5), of: ring,
      in: false)
  }

  @Test("cuts a line that is longer than a record")
  func longLine() {
    let long = [UInt8](repeating: 120, count: 2 * IOThread.recordBytes + 5) + [10]
    let ring = ring([(.announcements, lines(1)), (.messages, long)])
    check(GatheredNews(of: ring, from: 0).plain, are: lines(1) + long, of: ring, in: true)
  }

  @Test("has nothing of a dialect in which nothing was said")
  func silent() {
    var ring = BatchRing(limit: 1_000_000)
    for index in 0..<2 as Range<UInt64> {
      ring.append(
        Batch(
          index: index, last: .zero, plain: [], numbered: lines(1), inserts: [], edits: [[]],
          news: .announcements, taken: [0]))
    }
    let news = GatheredNews(of: ring, from: 0)
    #expect(news.plain.isEmpty && news.numbered.map(\.bytes) == [lines(1) + lines(1)])
  }
}
