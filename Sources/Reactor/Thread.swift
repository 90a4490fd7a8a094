import CLinux
import Glibc
import Synchronization

/// A thread of the system's (pthreads(7)) that must be joined: one that is forgotten traps, since whatever it
/// still touches would have no owner.
package final class Thread: Sendable {
  /// The longest name, in bytes (prctl(2), PR_SET_NAME).
  package static let maximumNameLength = 15

  private let id: pthread_t
  private let isJoined = Atomic(false)

  /// Starts a thread that runs `body` and ends with it. What `body` captures is handed over to the thread:
  /// the compiler refuses what the caller could still touch. It inherits the caller's signal mask, so
  /// `SignalSource` comes first. The stack has `stackSize` bytes, or as many as the system gives where nil.
  /// Throws EAGAIN where there are too many.
  package static func start(
    name: String, stackSize: Int? = nil, _ body: sending @escaping () -> Void
  ) throws(SystemError) -> Thread {
    precondition(name.utf8.count <= maximumNameLength, "a thread's name has at most 15 bytes")
    var attributes = pthread_attr_t()
    try SystemCall.check("pthread_attr_init", unsafe pthread_attr_init(&attributes))
    defer { unsafe pthread_attr_destroy(&attributes) }
    if let stackSize {
      try SystemCall.check(
        "pthread_attr_setstacksize", unsafe pthread_attr_setstacksize(&attributes, stackSize))
    }
    var id = pthread_t()
    let start = unsafe Unmanaged.passRetained(Start(name: name, body: body))
    let code = unsafe pthread_create(
      &id, &attributes,
      { argument in
        let start = unsafe Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
        unsafe _ = linux_name_this_thread(start.name)
        start.body()
        return nil
      }, start.toOpaque())
    if code != 0 {
      unsafe start.release()
      throw SystemError(call: "pthread_create", code: code)
    }
    return Thread(id)
  }

  /// Waits until the thread has ended. To be called once, and not by the thread itself.
  package func join() {
    precondition(!isJoined.exchange(true, ordering: .relaxed), "a thread is joined once")
    let code = pthread_join(id, nil)
    precondition(code == 0, "a thread cannot be joined: \(SystemError(call: "pthread_join", code: code))")
  }

  private init(_ id: pthread_t) {
    self.id = id
  }

  deinit {
    precondition(isJoined.load(ordering: .relaxed), "a thread was never joined")
  }

  /// What the new thread is handed; it alone touches it from then on.
  private final class Start {
    let name: String
    let body: () -> Void

    init(name: String, body: @escaping () -> Void) {
      self.name = name
      self.body = body
    }
  }
}
