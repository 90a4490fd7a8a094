import Synchronization

/// How many bytes the pieces of the log occupy, wherever they are held: in the cache, in inboxes, with
/// connections. Counted when a piece is made, and when the last reference to it goes, on whatever thread.
final class PieceBudget: Sendable {
  /// Bytes at the most.
  let limit: Int
  private let occupied = Atomic(0)
  private let peak = Atomic(0)

  /// - Parameter limit: less than two of the largest pieces count as two, so that there is always one more,
  ///   once those that are held have been let go.
  init(limit: Int) { self.limit = max(limit, 2 * LogPiece.maximumCost) }

  /// Whether there is room for one more piece, however large. Only one thread makes pieces, so what it was
  /// promised holds.
  var hasRoom: Bool { occupied.load(ordering: .acquiring) + LogPiece.maximumCost <= limit }

  /// The most that there ever was.
  var highest: Int { peak.load(ordering: .relaxed) }

  func take(_ bytes: Int) {
    let (_, now) = occupied.add(bytes, ordering: .acquiringAndReleasing)
    peak.max(now, ordering: .relaxed)
  }

  func giveBack(_ bytes: Int) {
    occupied.subtract(bytes, ordering: .releasing)
  }
}
