import TestSupport

extension SeededRandom {
  /// From 0 to one below `limit`.
  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// True once in `chances` times.
  mutating func once(in chances: Int) -> Bool { below(chances) == 0 }
}
