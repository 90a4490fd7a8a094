import CLinux
import Glibc

/// Signals as something to read (signalfd(2)), in the order of the thread that reads, instead of a handler
/// that may do next to nothing (signal-safety(7)).
package final class SignalSource: Sendable {
  private let source: FileDescriptor

  /// Blocks the signals in the calling thread, for good, and collects them from now on. To be called before
  /// any thread is started: threads inherit the mask, and a signal sent to the process goes to any thread
  /// that does not block it. Throws EINVAL for a number that is no signal.
  package init(_ signals: [Int32]) throws(SystemError) {
    var set = sigset_t()
    try SystemCall.run("sigemptyset") { unsafe sigemptyset(&set) }
    for signal in signals {
      try SystemCall.run("sigaddset") { unsafe sigaddset(&set, signal) }
    }
    try SystemCall.check("pthread_sigmask", unsafe pthread_sigmask(SIG_BLOCK, &set, nil))
    source = FileDescriptor(
      takingOwnership: try SystemCall.run("signalfd") { unsafe linux_signal_descriptor(&set) })
  }

  /// The descriptor to register as readable with a poller, on a thread that blocks the signals too.
  package var descriptor: Int32 { source.raw }

  /// The next signal that came, or nil. The same one, come twice before it was taken, may be told once
  /// (signal(7)).
  package func next() -> Int32? {
    var information = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    let raw = source.raw
    let read = try? SystemCall.attempt("read") { unsafe Glibc.read(raw, &information, size) }
    return read == size ? Int32(information.ssi_signo) : nil
  }
}
