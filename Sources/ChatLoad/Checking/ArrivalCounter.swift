/// Says when the last of a thread's receivers has a message, of those that are under way.
///
/// Each sender has `window` places; a sender that waits for message N before it sends N + `window` never
/// has two in one place.
struct ArrivalCounter {
  private let window: Int
  /// How many receivers are to have a message of each sender.
  private let full: [Int]
  /// How many do not have it yet, sender after sender.
  private var missing: [Int]

  init(window: Int, receivers full: [Int]) {
    self.window = window
    self.full = full
    missing = full.flatMap { Array(repeating: $0, count: window) }
  }

  /// One receiver has it; whether it was the last. The place is then ready for the next message.
  @inline(__always)
  mutating func arrived(_ number: Int, of sender: Int) -> Bool {
    let place = sender * window + number % window
    missing[place] -= 1
    guard missing[place] == 0 else { return false }
    missing[place] = full[sender]
    return true
  }
}
