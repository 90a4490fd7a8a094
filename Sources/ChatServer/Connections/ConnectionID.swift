/// Which connection is meant, across threads: the I/O thread that owns it, its place there, and how often the
/// place was used before, so that what comes late for a connection that is gone never reaches its successor.
package struct ConnectionID: Sendable, Hashable {
  /// 8 bits of thread, 24 bits of slot, 32 bits of generation; this is also the poller's token.
  let packed: UInt64

  init(packed: UInt64) { self.packed = packed }

  init(thread: Int, slot: Int, generation: UInt32) {
    packed = UInt64(thread) << 56 | UInt64(slot) << 32 | UInt64(generation)
  }

  /// I/O threads at the most.
  static let maximumThreads = 255
  /// Connections of one I/O thread at the most.
  static let maximumSlots = 1 << 24

  var thread: Int { Int(packed >> 56) }
  var slot: Int { Int(packed >> 32 & 0xFF_FFFF) }
}
