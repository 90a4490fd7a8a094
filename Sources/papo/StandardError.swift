import Glibc
import Reactor
import Terminal

/// Standard error, for what is said to the person and not to a pipe. Nothing of the chat is on it, so what
/// finds no room is dropped: whoever does not read it keeps nobody waiting, a signal least of all. On a
/// terminal its lines break between words.
enum StandardError {
  /// What a pipe that is writable takes without blocking: PIPE_BUF, pipe(7).
  private static let chunk = 4_096

  static func write(_ text: String) {
    guard !text.isEmpty, let descriptor = try? FileDescriptor.duplicate(of: 2),
      var poller = try? Poller(capacity: 1)
    else { return }
    // A file has no readiness (EPERM, epoll_ctl(2)), nor does it keep anybody waiting.
    let isWatched = (try? poller.add(descriptor.raw, .writable, token: 0)) != nil
    let columns = TerminalSize(of: STDERR_FILENO)?.columns
    let shown = columns.map { LineBreaker.wrap(lines: text, columns: $0) } ?? text
    var rest = Array(shown.utf8)[...]
    while !rest.isEmpty {
      if isWatched, (try? poller.wait(timeoutMilliseconds: 0)) != 1 { return }
      let piece = rest.prefix(chunk)
      guard let written = try? descriptor.write(piece.span) else { return }
      rest = rest.dropFirst(written)
    }
  }
}
