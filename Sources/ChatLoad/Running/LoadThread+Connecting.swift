import Reactor
import TLS

// From nothing to having entered, and the end.
extension LoadThread {
  /// Begins connections as long as no more than the settings' number are under way.
  mutating func openMore() {
    let isCycling = settings.load.mode == .handshake
    let limit = isCycling ? clients.count : max(1, settings.opening / settings.load.threads)
    while opening < limit, nextClient < clients.count {
      let place = nextClient
      nextClient += 1
      if !isCycling || mayBeginCycle { open(place) }
    }
  }

  /// Whether another connection of `handshake` fits into the run.
  private var mayBeginCycle: Bool {
    guard let clock, Clock.monotonicNanoseconds < clock.stop else { return false }
    return begun * settings.load.threads + number < settings.cycles
  }

  mutating func open(_ place: Int) {
    let serial = settings.load.mode == .handshake ? begun * settings.load.threads + number : clients[place].id
    begun += 1
    opening += 1
    clients[place].generation += 1
    clients[place].startedAt = Clock.monotonicNanoseconds
    clients[place].name = "u\(serial)"
    clients[place].isWatchedForWriting = true
    clients[place].phase = .connecting
    do {
      let source = sources.isEmpty ? nil : sources[serial % sources.count]
      let stream = try LoadStream(context, to: settings.address, from: source)
      try poller.add(stream.socket.raw, .writable, token: token(place))
      clients[place].stream = stream
    } catch {
      drop(place, "\(error)")
    }
  }

  mutating func advance(_ place: Int, _ stream: LoadStream, _ buffer: inout [UInt8]) {
    if clients[place].phase == .connecting {
      if let error = stream.socket.connectResult() { return drop(place, "\(error)") }
      clients[place].phase = .handshaking
    }
    do throws(TLSError) {
      switch try stream.session.handshake() {
      case .done: break
      case .wantRead: return watch(place, stream, forWriting: false)
      case .wantWrite: return watch(place, stream, forWriting: true)
      case .endOfStream: return drop(place, "closed during the handshake")
      }
    } catch {
      return drop(place, "\(error)")
    }
    watch(place, stream, forWriting: false)
    enter(place)
    // What came with the end of the handshake, the socket will not announce again.
    if clients[place].stream != nil, stream.session.hasPending { read(place, stream, &buffer) }
  }

  private mutating func enter(_ place: Int) {
    clients[place].phase = .entering
    scratch.removeAll(keepingCapacity: true)
    let number = nextLine(place)
    if isReturning {
      language.appendResuming(
        clients[place].token, after: clients[place].sequence, number: number, to: &scratch)
    } else {
      language.appendEntering(clients[place].name, number: number, to: &scratch)
    }
    send(place)
    if language.entersWithoutAnswer, clients[place].phase == .entering { becomeEntered(place) }
  }

  mutating func becomeEntered(_ place: Int) {
    clients[place].phase = .entered
    if settings.load.mode == .handshake {
      tally.latencies.note(from: clients[place].startedAt, to: Clock.monotonicNanoseconds)
      return leave(place)
    }
    opening -= 1
    if isReturning { return noteCaughtUp(place) }
    entered += 1
    openMore()
    tellEntered()
  }

  mutating func leave(_ place: Int) {
    clients[place].phase = .leaving
    scratch.removeAll(keepingCapacity: true)
    language.appendLeaving(number: nextLine(place), to: &scratch)
    send(place)
  }

  /// The server's side is over.
  mutating func end(_ place: Int) {
    guard clients[place].phase == .leaving else { return drop(place, "closed by the server") }
    let now = Clock.monotonicNanoseconds
    tally.completions.note(from: clients[place].startedAt, to: now)
    tally.units += 1
    tally.lastAt = now
    forget(place)
    opening -= 1
    if mayBeginCycle { open(place) }
  }

  /// Gives a connection up, because of what the words say.
  mutating func drop(_ place: Int, _ words: String) {
    let phase = clients[place].phase
    guard phase != .gone else { return }
    complain(place, words)
    forget(place)
    clients[place].phase = .gone
    switch phase {
    case .idle, .gone: break
    case .connecting, .handshaking, .entering:
      tally.failed += 1
      opening -= 1
      openMore()
      tellEntered()
    case .leaving:
      tally.disconnected += 1
      opening -= 1
    case .entered: tally.disconnected += 1
    }
  }

  /// Closes the connection without a word.
  mutating func forget(_ place: Int) {
    clients[place].stream = nil
    clients[place].rest = []
    clients[place].output = []
  }

  mutating func watch(_ place: Int, _ stream: LoadStream, forWriting: Bool) {
    guard clients[place].isWatchedForWriting != forWriting else { return }
    clients[place].isWatchedForWriting = forWriting
    do throws(SystemError) {
      let interest: Poller.Interest = forWriting ? [.readable, .writable] : .readable
      try poller.modify(stream.socket.raw, interest, token: token(place))
    } catch {
      drop(place, "\(error)")
    }
  }

  /// numbered: the number of the line that is about to be sent.
  mutating func nextLine(_ place: Int) -> Int {
    clients[place].lines += 1
    return clients[place].lines
  }

  private func token(_ place: Int) -> UInt64 { UInt64(clients[place].generation) << 32 | UInt64(place) }
}
