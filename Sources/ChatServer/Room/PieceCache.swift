/// The pieces that were asked for last, up to a number of bytes. Owned by the history thread.
struct PieceCache {
  /// A piece, and whether it was asked for since it last came to the front of the queue.
  private struct Slot {
    var piece: LogPiece
    var wasUsed: Bool
  }

  private var slots: [UInt64: Slot] = [:]
  /// The indices of all pieces. Whoever comes to the front goes, unless it was used meanwhile: constant time,
  /// and nearly the order of their last uses.
  private var queue = Queue<UInt64>()
  private(set) var bytes = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The piece with this index, as far as it was rendered.
  mutating func piece(_ index: UInt64) -> LogPiece? {
    slots[index]?.wasUsed = true
    return slots[index]?.piece
  }

  /// Keeps the piece, in place of an earlier one with this index.
  mutating func keep(_ piece: LogPiece, at index: UInt64) {
    if let earlier = slots.updateValue(Slot(piece: piece, wasUsed: true), forKey: index) {
      bytes -= earlier.piece.cost
    } else {
      queue.append(index)
    }
    bytes += piece.cost
    while bytes > limit, let oldest = queue.first {
      queue.removeFirst()
      if slots[oldest]?.wasUsed == true {
        slots[oldest]?.wasUsed = false
        queue.append(oldest)
      } else if let slot = slots.removeValue(forKey: oldest) {
        bytes -= slot.piece.cost
      }
    }
  }

  /// Lets go of all pieces with private messages in them.
  mutating func forgetWhispers() {
    var kept = Queue<UInt64>()
    for place in 0..<queue.count {
      let index = queue[place]
      guard let piece = slots[index]?.piece else { continue }
      if piece.whispers.isEmpty {
        kept.append(index)
      } else {
        slots[index] = nil
        bytes -= piece.cost
      }
    }
    queue = kept
  }
}
