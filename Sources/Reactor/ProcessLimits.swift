import CLinux
import Glibc

/// What belongs to the process as a whole, to be settled once, by its main thread, before anything else.
package enum ProcessLimits {
  /// Raises the number of descriptors that the process may have open as far as it may go without privileges,
  /// and says what holds now (RLIMIT_NOFILE, getrlimit(2)). Where the system refuses, that is what held
  /// before.
  @discardableResult
  package static func raiseOpenFiles() -> (soft: UInt64, hard: UInt64) {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return (0, 0) }
    var raised = limit
    raised.rlim_cur = limit.rlim_max
    if unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    return (UInt64(limit.rlim_cur), UInt64(limit.rlim_max))
  }

  /// Makes a write to a connection that is gone fail with EPIPE; by default SIGPIPE ends the process
  /// (pipe(7)). OpenSSL writes by itself and without MSG_NOSIGNAL, so nothing less will do.
  package static func ignoreBrokenPipe() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  /// How many processors the calling thread, and what it starts, may run on, at least 1: those of its
  /// affinity mask (sched_getaffinity(2)), which may be fewer than the machine has.
  package static var availableProcessors: Int { max(1, Int(linux_available_processors())) }
}
