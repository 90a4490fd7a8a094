import Glibc
import Reactor

/// Standard output, and what waits for it. Nothing blocks on it for long, so that a signal is still heard
/// while nobody reads.
struct StandardOutput: ~Copyable {
  /// What a pipe that is writable takes without blocking: PIPE_BUF, pipe(7).
  private static let chunk = 4_096

  private let descriptor: FileDescriptor
  private var waiting: [UInt8] = []
  private var written = 0
  private var isRegistered = false
  private var wasWritable = false
  private var interest: Poller.Interest = []

  /// Whether it is a terminal, which standard error then is too, as a rule.
  let isTerminal = isatty(STDOUT_FILENO) == 1

  /// Whether nobody reads it any more.
  private(set) var isClosed = false

  /// Throws where there is no standard output, or no descriptor left.
  init() throws(SystemError) {
    descriptor = try FileDescriptor.duplicate(of: STDOUT_FILENO)
  }

  /// How many bytes wait.
  var count: Int { waiting.count - written }

  /// Whether nothing waits.
  var isEmpty: Bool { count == 0 }

  /// Whether there is something to write that can be written now.
  var isReady: Bool { !isEmpty && (wasWritable || !isRegistered) && !isClosed }

  /// Adds a line.
  mutating func append(_ line: String) {
    guard !isClosed else { return }
    waiting.append(contentsOf: line.utf8)
    waiting.append(UInt8(ascii: "\n"))
  }

  /// Begins to watch it. A file has no readiness and is never watched (EPERM, epoll_ctl(2)); of everything
  /// else also an idle one tells when its reader has gone.
  mutating func register(with poller: borrowing Poller, token: UInt64) {
    isRegistered = (try? poller.add(descriptor.raw, [], token: token)) != nil
  }

  /// Watches for room only while something waits for it.
  mutating func watch(with poller: borrowing Poller, token: UInt64) {
    let wanted: Poller.Interest = isEmpty || isClosed || wasWritable ? [] : .writable
    guard isRegistered, wanted != interest else { return }
    interest = wanted
    _ = try? poller.modify(descriptor.raw, wanted, token: token)
  }

  /// Takes what the poller says about it.
  mutating func take(_ event: Poller.Event) {
    wasWritable = event.isWritable
    if event.isHangUp { isClosed = true }
  }

  /// Writes what can be written without waiting.
  mutating func write() {
    guard isReady else { return }
    wasWritable = false
    let end = min(written + Self.chunk, waiting.count)
    do throws(SystemError) {
      written += try descriptor.write(waiting.span.extracting(written..<end)) ?? 0
    } catch {
      isClosed = true
    }
    if written == waiting.count || written > Self.chunk * 16 {
      waiting.removeFirst(written)
      written = 0
    }
  }
}
