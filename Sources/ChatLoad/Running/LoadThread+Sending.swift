import Reactor
import TLS

// What the clients say, and when.
extension LoadThread {
  /// The channel of a client, where the language has any.
  func channel(_ place: Int) -> String { settings.isSolo ? "#c\(clients[place].id)" : "#c" }

  /// `fanout`: keeps as many messages of a sender under way as the window allows.
  mutating func pump(_ place: Int) {
    guard let clock else { return }
    while clients[place].phase == .entered, clients[place].sent < settings.messages {
      let slot = clients[place].sent % settings.load.window
      guard clients[place].underWay[slot] == 0 else { return }
      let now = Clock.monotonicNanoseconds
      guard now < clock.stop else { return }
      clients[place].underWay[slot] = (0..<settings.load.threads).count {
        settings.receivers(of: clients[place].id, in: $0) > 0
      }
      say(.message, clients[place].sent, at: now, from: place)
      clients[place].sent += 1
    }
  }

  /// `fanout`: a thread's receivers all have a message of one of this thread's senders.
  mutating func noteCompletion(_ completion: Completion) {
    let place = completion.sender / settings.load.threads
    let slot = completion.number % settings.load.window
    clients[place].underWay[slot] -= 1
    guard clients[place].underWay[slot] == 0 else { return }
    tally.completions.note(from: completion.sentAt, to: completion.arrivedAt)
    pump(place)
  }

  /// `paced`: sends what is due, and sets the timer for the next.
  mutating func pace() throws(SystemError) {
    guard let clock else { return }
    let now = Clock.monotonicNanoseconds
    var next = Int64.max
    for place in senders {
      while clients[place].dueAt <= now, clients[place].dueAt < clock.stop,
        clients[place].phase == .entered, clients[place].sent < settings.messages
      {
        say(.message, clients[place].sent, at: clients[place].dueAt, from: place)
        clients[place].sent += 1
        clients[place].dueAt = dueTime(place, clock)
      }
      if clients[place].dueAt < clock.stop { next = min(next, clients[place].dueAt) }
    }
    if next > now, next < .max { try timer.set(toNanoseconds: next) }
  }

  /// `paced`: when a sender's next message is due. The senders take turns, so that all together are even.
  func dueTime(_ place: Int, _ clock: RunClock) -> Int64 {
    let turn = Double(clients[place].sent * settings.load.senders + clients[place].id)
    return clock.start + Int64(turn * 1e9 / settings.load.rate)
  }

  /// `private`: writes to the neighbour, who answers.
  mutating func ping(_ place: Int) {
    let now = Clock.monotonicNanoseconds
    guard let clock, now < clock.stop, clients[place].phase == .entered,
      clients[place].sent < settings.messages
    else { return }
    pingsUnderWay += 1
    tally.pings += 1
    say(.ping, clients[place].sent, at: now, from: place, to: "u\(clients[place].id + 1)")
    clients[place].sent += 1
  }

  /// `private`: answers with the same number and time.
  mutating func answer(_ mark: MessageMark, _ place: Int) {
    say(.pong, mark.number, at: mark.sentAt, from: place, to: "u\(mark.sender)")
  }

  /// `private`: a round trip is complete, and the next begins.
  mutating func takePong(_ mark: MessageMark, _ place: Int, at now: Int64) {
    guard mark.number == clients[place].answered else {
      if mark.number < clients[place].answered { tally.duplicated += 1 } else { tally.reordered += 1 }
      return
    }
    clients[place].answered += 1
    pingsUnderWay -= 1
    tally.units += 1
    tally.latencies.note(from: mark.sentAt, to: now)
    tally.lastAt = now
    ping(place)
  }

  /// Says a message, in a record of its own, to everybody or to one.
  mutating func say(
    _ kind: MessageMark.Kind, _ number: Int, at moment: Int64, from place: Int, to name: String? = nil
  ) {
    scratch.removeAll(keepingCapacity: true)
    let line = nextLine(place)
    if let name {
      language.appendPrivate(to: name, number: line, to: &scratch)
    } else {
      language.appendPublic(in: channel(place), number: line, to: &scratch)
    }
    MessageMark(kind: kind, sender: clients[place].id, number: number, sentAt: moment)
      .append(to: &scratch, textBytes: settings.load.textBytes)
    language.appendEnd(to: &scratch)
    send(place)
  }

  /// Sends `scratch` now; only what the socket has no room for waits.
  mutating func send(_ place: Int) {
    guard let stream = clients[place].stream else { return }
    var taken = 0
    if clients[place].output.isEmpty {
      do throws(TLSError) {
        switch try stream.write(scratch) {
        case .done(let count): taken = count
        case .wantRead, .wantWrite: break
        case .endOfStream: return drop(place, "cut by the server")
        }
      } catch {
        return drop(place, "\(error)")
      }
      if taken == scratch.count { return }
    }
    clients[place].output.append(contentsOf: scratch[taken...])
    watch(place, stream, forWriting: true)
  }

  /// Sends what waited.
  mutating func flush(_ place: Int, _ stream: LoadStream) {
    while !clients[place].output.isEmpty {
      do throws(TLSError) {
        switch try stream.write(clients[place].output) {
        case .done(let count): clients[place].output.removeFirst(count)
        case .wantRead, .wantWrite: return
        case .endOfStream: return drop(place, "cut by the server")
        }
      } catch {
        return drop(place, "\(error)")
      }
    }
    watch(place, stream, forWriting: false)
  }
}
