import Journal
import Testing

@testable import ChatServer

@Suite("The cache of pieces")
struct PieceCacheTests {
  /// A cache, where the expectations of a test may change it.
  private final class Cache {
    var cache: PieceCache

    init(limit: Int) { cache = PieceCache(limit: limit) }

    var bytes: Int { cache.bytes }

    func keep(_ piece: LogPiece, at index: UInt64) { cache.keep(piece, at: index) }

    func piece(_ index: UInt64) -> LogPiece? { cache.piece(index) }

    func kept(_ indices: Range<UInt64>) -> [UInt64] { indices.filter { cache.piece($0) != nil } }
  }

  private let budget = PieceBudget(limit: 1 << 24)

  private func piece(_ bytes: Int, whispers: Int = 0) -> LogPiece {
    LogPiece(
      start: 1, through: 128, shared: [UInt8](repeating: 0x61, count: bytes),
      whispers: [UInt8](repeating: 0x62, count: whispers), lines: [], budget: budget)
  }

  @Test("keeps what fits, and one byte more drives one out")
  func bound() {
    let cost = piece(1_000).cost
    let cache = Cache(limit: 3 * cost)
    for index in 0..<3 as Range<UInt64> { cache.keep(piece(1_000), at: index) }
    #expect(cache.bytes == 3 * cost && budget.hasRoom)
    cache.keep(piece(1_001), at: 2)
    #expect(cache.bytes <= 3 * cost)
    #expect(cache.kept(0..<4).count == 2)
  }

  @Test("keeps those that were asked for last")
  func newestUsed() {
    let cache = Cache(limit: 4 * piece(1_000).cost)
    for index in 0..<5 as Range<UInt64> { cache.keep(piece(1_000), at: index) }
    #expect(cache.piece(0) == nil)
    // All were used while they came; from here on, 1 alone is.
    for index in 5..<8 as Range<UInt64> {
      #expect(cache.piece(1) != nil)
      cache.keep(piece(1_000), at: index)
    }
    #expect(cache.kept(0..<8).contains(1) && cache.kept(0..<8).contains(7))
  }

  @Test("does not keep what is larger than all of it")
  func tooLarge() {
    let cache = Cache(limit: 500)
    cache.keep(piece(1_000), at: 0)
    #expect(cache.bytes == 0 && cache.piece(0) == nil)
    cache.keep(piece(100), at: 0)
    #expect(cache.piece(0) != nil)
  }

  @Test("puts a piece that was rendered further in its place")
  func replaces() {
    let cache = Cache(limit: 1 << 20)
    cache.keep(piece(1_000), at: 0)
    let longer = piece(2_000)
    cache.keep(longer, at: 0)
    #expect(cache.piece(0) === longer && cache.bytes == longer.cost)
  }

  @Test("lets go of the pieces with private messages alone")
  func forgetsWhispers() {
    let cache = Cache(limit: 1 << 20)
    cache.keep(piece(10), at: 0)
    cache.keep(piece(10, whispers: 1), at: 1)
    cache.keep(piece(10), at: 2)
    cache.cache.forgetWhispers()
    #expect(cache.kept(0..<3) == [0, 2])
    #expect(cache.bytes == 2 * piece(10).cost)
    cache.keep(piece(10), at: 1)
    #expect(cache.kept(0..<3) == [0, 1, 2])
  }

  @Test("counts a piece until its last reference goes")
  func counted() {
    let budget = PieceBudget(limit: 0)
    #expect(budget.limit == 2 * LogPiece.maximumCost)
    func held(_ bytes: Int) -> LogPiece {
      LogPiece(
        start: 1, through: 1, shared: [UInt8](repeating: 0, count: bytes), whispers: [], lines: [],
        budget: budget)
    }
    let empty = held(0).cost
    var pieces = [held(LogPiece.maximumCost - empty)]
    #expect(budget.hasRoom)
    pieces.append(held(0))
    #expect(!budget.hasRoom)
    pieces.removeLast()
    #expect(budget.hasRoom)
    pieces = []
    #expect(budget.highest == LogPiece.maximumCost + empty)
  }
}
