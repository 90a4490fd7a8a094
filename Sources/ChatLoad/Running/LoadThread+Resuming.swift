import Reactor

// `resume`: everyone loses the connection, misses messages, and comes back at once.
extension LoadThread {
  /// Breaks off every connection but those of the senders, as a network does that goes away.
  mutating func cut() {
    for place in clients.indices where clients[place].id >= settings.load.senders {
      forget(place)
      clients[place].phase = .idle
      entered -= 1
    }
    report(.cut)
  }

  /// Lets the senders say what everyone misses.
  mutating func sayMissed() {
    for place in senders {
      for number in 0..<settings.missed {
        say(.message, number, at: Clock.monotonicNanoseconds, from: place)
      }
      clients[place].sent = settings.missed
    }
    isMissing = true
  }

  /// Whether the senders' lines are all answered.
  var haveSendersAnswers: Bool { senders.allSatisfy { clients[$0].answeredLines == clients[$0].lines } }

  /// Everyone connects again.
  mutating func comeBack(_ clock: RunClock) {
    self.clock = clock
    tally.lastAt = clock.start
    isReturning = true
    for place in clients.indices where clients[place].phase == .idle { open(place) }
  }

  /// Whether a client that is back has all that it missed.
  mutating func noteCaughtUp(_ place: Int) {
    guard clients[place].phase == .entered, clients[place].caughtUp == settings.missed else { return }
    let now = Clock.monotonicNanoseconds
    tally.completions.note(from: clients[place].startedAt, to: now)
    tally.lastAt = now
    entered += 1
  }
}
