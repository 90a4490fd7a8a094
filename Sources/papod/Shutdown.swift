import Glibc
import Reactor

/// What the main thread waits for while the server runs.
enum Shutdown {
  /// Returns on the first signal that ends programs, or, if `endsWithInput`, when standard input ends. At
  /// each SIGHUP, where that is among the signals, it calls `hangUp` and goes on.
  static func wait(for signals: SignalSource, endsWithInput: Bool, hangUp: () -> Void) throws {
    var poller = try Poller(capacity: 2)
    try poller.add(signals.descriptor, [.readable], token: 0)
    func isOver() -> Bool {
      while let signal = signals.next() {
        guard signal == SIGHUP else { return true }
        hangUp()
      }
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 4096)
    guard endsWithInput else {
      while !isOver() { _ = try poller.wait(timeoutMilliseconds: -1) }
      return
    }
    let input = try FileDescriptor.duplicate(of: 0)
    do throws(SystemError) {
      try poller.add(input.raw, [.readable], token: 1)
    } catch {
      // A file, or /dev/null, has no readiness (EPERM, epoll_ctl(2)): it is at its end as good as now.
      return
    }
    while true {
      let count = try poller.wait(timeoutMilliseconds: -1)
      if isOver() { return }
      for index in 0..<count where poller.event(at: index).token == 1 {
        var span = buffer.mutableSpan
        if try input.read(into: &span) == 0 { return }
      }
    }
  }
}
