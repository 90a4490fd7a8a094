/// The connections of one I/O thread, found by their ids in constant time. A slot's generation rises with
/// each use, so that an id that is late finds nothing.
struct ConnectionTable {
  private var slots: [Connection?] = []
  private var generations: [UInt32] = []
  private var free: [Int] = []
  private let thread: Int

  private(set) var count = 0

  init(thread: Int) { self.thread = thread }

  subscript(id: ConnectionID) -> Connection? {
    guard id.slot < slots.count, let connection = slots[id.slot], connection.id == id else { return nil }
    return connection
  }

  /// All connections.
  var all: [Connection] { slots.compactMap { $0 } }

  /// Calls `body` with each connection.
  func forEach(_ body: (Connection) -> Void) {
    for case let connection? in slots { body(connection) }
  }

  /// The id that the next connection gets; nil where all slots are taken.
  mutating func nextID() -> ConnectionID? {
    if free.isEmpty {
      guard slots.count < ConnectionID.maximumSlots else { return nil }
      slots.append(nil)
      generations.append(0)
      free.append(slots.count - 1)
    }
    let slot = free[free.count - 1]
    return ConnectionID(thread: thread, slot: slot, generation: generations[slot])
  }

  /// Puts a connection in the place that `nextID` gave it.
  mutating func insert(_ connection: Connection) {
    free.removeLast()
    slots[connection.id.slot] = connection
    count += 1
  }

  mutating func remove(_ connection: Connection) {
    let slot = connection.id.slot
    slots[slot] = nil
    generations[slot] &+= 1
    free.append(slot)
    count -= 1
  }
}
