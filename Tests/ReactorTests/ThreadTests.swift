import Glibc
import Reactor
import Synchronization
import Testing

@Suite("Thread")
struct ThreadTests {
  @Test("joining waits until the body has ended")
  func join() throws {
    let steps = Steps()
    let inbox = try Inbox<Int>(limit: 1)
    let thread = try Thread.start(name: "worker") {
      guard var poller = try? Poller() else { return }
      try? poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: 0)
      _ = try? poller.wait(timeoutMilliseconds: 120_000)
      steps.all.withLock { $0.append("body") }
    }
    steps.all.withLock { $0.append("before") }
    inbox.wake()
    thread.join()
    #expect(steps.all.withLock { $0 } == ["before", "body"])
  }

  @Test("a thread bears its name, up to fifteen bytes", arguments: ["io 0", "fifteen bytes 5"])
  func name(name: String) throws {
    let comm = Steps()
    let thread = try Thread.start(name: name) { comm.all.withLock { $0.append(ownName()) } }
    thread.join()
    #expect(comm.all.withLock { $0 } == [name])
  }

  @Test("a name of sixteen bytes is a programming mistake")
  func nameTooLong() async {
    await #expect(processExitsWith: .failure) {
      try Thread.start(name: "sixteen bytes 16") {}.join()
    }
  }

  @Test("a thread can have a stack of its own size, if the system allows it")
  func stackSize() throws {
    let thread = try Thread.start(name: "small", stackSize: 256 << 10) {}
    thread.join()
    #expect(throws: SystemError(call: "pthread_attr_setstacksize", code: EINVAL)) {
      try Thread.start(name: "none", stackSize: 1) {}
    }
  }

  @Test("what the body holds is let go when it ends")
  func letsGo() throws {
    let steps = Steps()
    try startHolder(of: steps).join()
    #expect(steps.all.withLock { $0 } == ["used", "gone"])
  }

  @Test("a thread that nobody joined traps")
  func neverJoined() async {
    await #expect(processExitsWith: .failure) {
      _ = try Thread.start(name: "forgotten") {}
    }
  }

  @Test("a thread that is joined twice traps")
  func joinedTwice() async {
    await #expect(processExitsWith: .failure) {
      let thread = try Thread.start(name: "twice") {}
      thread.join()
      thread.join()
    }
  }
}

private final class Steps: Sendable {
  let all = Mutex<[String]>([])
}

/// Not Sendable: it can only be handed over.
private final class Witness {
  private let steps: Steps

  init(_ steps: Steps) {
    self.steps = steps
  }

  func use() {
    steps.all.withLock { $0.append("used") }
  }

  deinit {
    steps.all.withLock { $0.append("gone") }
  }
}

/// A function of its own, so that only the thread still holds the witness.
private func startHolder(of steps: Steps) throws -> Thread {
  let witness = Witness(steps)
  return try Thread.start(name: "holder") { witness.use() }
}

private func ownName() -> String {
  let raw = unsafe open("/proc/thread-self/comm", O_RDONLY | O_CLOEXEC)
  guard raw >= 0 else { return "" }
  var bytes = [UInt8](repeating: 0, count: 64)
  var span = bytes.mutableSpan
  let count = try? FileDescriptor(takingOwnership: raw).read(into: &span)
  return String(decoding: bytes.prefix(count ?? 0).prefix { $0 != 0x0a }, as: UTF8.self)
}
