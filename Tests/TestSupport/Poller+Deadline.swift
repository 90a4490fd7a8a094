import Reactor

extension Poller {
  /// Waits until something is ready, and says whether it was before `deadline`, in `Clock`'s monotonic
  /// milliseconds. A signal does not end it, as it does `wait`.
  package mutating func wait(until deadline: Int64) throws(SystemError) -> Bool {
    while true {
      let left = deadline - Clock.monotonicMilliseconds
      guard left > 0 else { return false }
      if try wait(timeoutMilliseconds: Int32(clamping: left)) > 0 { return true }
    }
  }
}
