import Glibc
import Reactor
import Testing

// Each test on a thread of its own: the signals stay blocked there, and raise(3) sends to the calling thread
// alone.
@Suite("SignalSource")
struct SignalSourceTests {
  @Test("a signal is told, and only once")
  func told() throws {
    let signals = try inThread {
      let source = try SignalSource([SIGUSR1, SIGUSR2])
      var signals = [source.next()]
      raise(SIGUSR1)
      raise(SIGUSR1)
      signals.append(source.next())
      signals.append(source.next())
      return signals
    }
    #expect(signals == [nil, SIGUSR1, nil])
  }

  @Test("a poller reports it")
  func polled() throws {
    let answers = try inThread {
      let source = try SignalSource([SIGUSR2])
      var poller = try Poller()
      try poller.add(source.descriptor, .readable, token: 3)
      var answers = [try poller.wait(timeoutMilliseconds: 0)]
      raise(SIGUSR2)
      answers.append(try poller.wait(timeoutMilliseconds: 120_000))
      answers.append(Int(poller.event(at: 0).token))
      answers.append(Int(source.next() ?? 0))
      answers.append(try poller.wait(timeoutMilliseconds: 0))
      return answers
    }
    #expect(answers == [0, 1, 3, Int(SIGUSR2), 0])
  }

  @Test("threads that are started later block the signals too")
  func inherited() throws {
    let signal = try inThread {
      let source = try SignalSource([SIGUSR1])
      return try inThread {
        raise(SIGUSR1)
        return source.next()
      }
    }
    #expect(signal == SIGUSR1)
  }

  @Test("what is no signal is refused", arguments: [0, -1, 1000])
  func noSignal(number: Int32) throws {
    #expect(throws: SystemError(call: "sigaddset", code: EINVAL)) {
      try inThread { _ = try SignalSource([number]) }
    }
  }
}
