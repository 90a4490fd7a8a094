import ChatClient
import Glibc
import Reactor

/// Standard input, in lines.
struct StandardInput: ~Copyable {
  private let descriptor: FileDescriptor
  private var lines = InputLines()
  private var isWatched = false

  /// Whether it is a file, which has no readiness to wait for.
  private(set) var isAlwaysReady = false

  /// Throws where there is no standard input, or no descriptor left.
  init() throws(SystemError) {
    descriptor = try FileDescriptor.duplicate(of: STDIN_FILENO)
  }

  /// Has the poller watch it, or not: a pipe whose writer has gone is reported for as long as it is watched.
  mutating func watch(_ isWanted: Bool, with poller: borrowing Poller, token: UInt64) {
    guard isWanted != isWatched, !isAlwaysReady else { return }
    isWatched = isWanted
    if !isWanted { return poller.remove(descriptor.raw) }
    do throws(SystemError) {
      try poller.add(descriptor.raw, .readable, token: token)
    } catch {
      // EPERM: a regular file (epoll_ctl(2)).
      isAlwaysReady = true
    }
  }

  /// The lines that were read, and whether those were the last. An error is an end, a terminal that is gone
  /// for instance.
  mutating func read() -> (lines: [InputLines.Line], isAtEnd: Bool) {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    var span = buffer.mutableSpan
    let count: Int
    do throws(SystemError) {
      guard let read = try descriptor.read(into: &span) else { return ([], false) }
      count = read
    } catch {
      count = 0
    }
    guard count > 0 else { return (lines.finish().map { [$0] } ?? [], true) }
    return (lines.append(buffer[..<count]), false)
  }
}
