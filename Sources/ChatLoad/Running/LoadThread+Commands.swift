import Reactor

// What the conductor and the other threads ask, and when it is done.
extension LoadThread {
  mutating func takeCommands() throws(SystemError) {
    var commands: [LoadCommand] = []
    inboxes[number].drain(into: &commands)
    for command in commands { try obey(command) }
  }

  private mutating func obey(_ command: LoadCommand) throws(SystemError) {
    switch command {
    case .enter:
      openMore()
      tellEntered()
    case .probe:
      if number == 0, clients[0].phase == .entered {
        say(.probe, 0, at: Clock.monotonicNanoseconds, from: 0)
      }
      tellProbed()
    case .run(let clock): try start(clock)
    case .await(let sent): awaited = settings.deliveries(of: sent, in: number)
    case .completed(let completions): for completion in completions { noteCompletion(completion) }
    case .cut: cut()
    case .sayMissed: sayMissed()
    case .comeBack(let clock): comeBack(clock)
    case .stop: isStopped = true
    }
  }

  private mutating func start(_ clock: RunClock) throws(SystemError) {
    self.clock = clock
    tally.lastAt = clock.start
    toldProgressAt = clock.start
    switch settings.load.mode {
    case .fanout: for place in senders { pump(place) }
    case .paced:
      for place in senders { clients[place].dueAt = dueTime(place, clock) }
      try pace()
    case .private: for place in clients.indices where clients[place].id % 2 == 0 { ping(place) }
    case .handshake: openMore()
    case .idle, .resume: break
    }
  }

  /// Whether no sender of this thread will send any more.
  func hasSentAll(at now: Int64, _ clock: RunClock) -> Bool {
    if now >= clock.stop { return true }
    if settings.load.mode == .handshake { return opening == 0 }
    return settings.messages < .max && senders.allSatisfy { clients[$0].sent >= settings.messages }
  }

  func sentBySender() -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: clients[senders].map { ($0.id, $0.sent) })
  }

  /// Whether all that was to come has come.
  func hasFinished(at now: Int64, _ clock: RunClock) -> Bool {
    switch settings.load.mode {
    case .fanout, .paced: awaited.map { tally.units >= $0 } ?? false
    case .private: hasToldSent && pingsUnderWay == 0
    case .handshake: hasToldSent && opening == 0
    case .resume: isReturning && entered == clients.count
    case .idle: true
    }
  }

  mutating func tellEntered() {
    guard !hasToldEntered, entered + tally.failed == clients.count else { return }
    hasToldEntered = true
    report(.entered(failed: tally.failed))
  }

  mutating func tellProbed() {
    guard !hasToldProbed, probed == clients.count - (number == 0 ? 1 : 0) else { return }
    hasToldProbed = true
    report(.probed)
  }

  /// Posts the tally. What comes later is not counted.
  mutating func handIn() {
    for client in clients {
      if language == .numbered { tally.unacknowledged += client.lines - client.answeredLines }
      tally.cipherSuite = tally.cipherSuite ?? client.stream?.session.cipherSuite
    }
    report(.tally(tally))
    clock = nil
    complaints = Self.maximumComplaints
  }

  /// Begins to leave, where the server would otherwise wait for everybody to come back and keep the names;
  /// elsewhere the end of the connection says it all.
  mutating func leaveAll() {
    for place in clients.indices where clients[place].stream != nil {
      if language == .numbered, clients[place].phase == .entered {
        leave(place)
      } else {
        forget(place)
      }
    }
  }
}
