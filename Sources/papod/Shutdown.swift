import Glibc
import Reactor

/// What the main thread waits for while the server runs. All descriptors that it takes are open from the
/// start: who comes first must not find the last one.
struct Shutdown: ~Copyable {
  private let signals: SignalSource
  private let input: FileDescriptor?
  /// Whether standard input is at its end as good as now: a file, or /dev/null, has no readiness (EPERM,
  /// epoll_ctl(2)).
  private let isAtEnd: Bool
  private var poller: Poller

  /// To be made before any thread is started, as `signals` are.
  ///
  /// - Parameter endsWithInput: whether the server ends when standard input does.
  init(_ signals: SignalSource, endsWithInput: Bool) throws {
    let poller = try Poller(capacity: 2)
    try poller.add(signals.descriptor, [.readable], token: 0)
    var isAtEnd = false
    if endsWithInput {
      let input = try FileDescriptor.duplicate(of: 0)
      do throws(SystemError) {
        try poller.add(input.raw, [.readable], token: 1)
      } catch {
        isAtEnd = true
      }
      self.input = consume input
    } else {
      input = nil
    }
    self.signals = signals
    self.isAtEnd = isAtEnd
    self.poller = poller
  }

  /// Returns on the first signal that ends programs, or when standard input ends where that counts. At each
  /// SIGHUP, where that is among the signals, it calls `hangUp` and goes on.
  mutating func wait(hangUp: () -> Void) throws {
    while !isAtEnd {
      let count = try poller.wait(timeoutMilliseconds: -1)
      while let signal = signals.next() {
        guard signal == SIGHUP else { return }
        hangUp()
      }
      for index in 0..<count where poller.event(at: index).token == 1 {
        if try hasInputEnded() { return }
      }
    }
  }

  private func hasInputEnded() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var span = buffer.mutableSpan
    return try input?.read(into: &span) == 0
  }
}
