import Testing

@testable import ChatServer

@Suite("A connection's id")
struct ConnectionIDTests {
  @Test(
    "carries its thread and slot, at their limits too",
    arguments: [(0, 0, 0), (1, 2, 3), (254, 0xFF_FFFF, .max)] as [(Int, Int, UInt32)])
  func parts(_ thread: Int, _ slot: Int, _ generation: UInt32) {
    let id = ConnectionID(thread: thread, slot: slot, generation: generation)
    #expect(id.thread == thread && id.slot == slot)
    #expect(ConnectionID(packed: id.packed) == id)
    #expect(id.packed != .max)
    #expect(id != ConnectionID(thread: thread, slot: slot, generation: generation &+ 1))
  }

  @Test("has places for as many threads and slots as its bits")
  func limits() {
    #expect(ConnectionID.maximumThreads == 255)
    #expect(ConnectionID.maximumSlots == 16_777_216)
  }
}
