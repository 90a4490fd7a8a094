import Glibc

/// The one door through which this module calls the system: EINTR is retried and errno read exactly once,
/// before anything else can overwrite it.
enum SystemCall {
  /// Repeats `body` until a signal no longer interrupts it. Throws where it answers a negative number.
  @discardableResult
  @inline(__always)
  static func run<Result: SignedInteger>(
    _ name: String, _ body: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      let result = body()
      if result >= 0 { return result }
      let code = errno
      if code != EINTR { throw SystemError(call: name, code: code) }
    }
  }

  /// Like `run`, for a call on a non-blocking descriptor: nil where it would have to wait.
  @inline(__always)
  static func attempt<Result: SignedInteger>(
    _ name: String, _ body: () -> Result
  ) throws(SystemError) -> Result? {
    while true {
      let result = body()
      if result >= 0 { return result }
      let code = errno
      if code == EAGAIN || code == EWOULDBLOCK { return nil }
      if code != EINTR { throw SystemError(call: name, code: code) }
    }
  }

  /// Checks a pthread call, which answers its error code instead of setting errno.
  static func check(_ name: String, _ code: Int32) throws(SystemError) {
    if code != 0 { throw SystemError(call: name, code: code) }
  }
}
