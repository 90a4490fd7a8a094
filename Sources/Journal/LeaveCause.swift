/// Why someone left; the raw value is what a journal stores.
package enum LeaveCause: UInt8, Sendable {
  case quit = 1
  case lost = 2
  case slow = 3
  case error = 4
  case kicked = 5
  case shutdown = 6
}
