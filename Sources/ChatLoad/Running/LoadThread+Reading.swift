import Reactor
import TLS

// From the socket to what is counted. Every delivery passes here: no memory is taken a line, and no reference
// is counted.
extension LoadThread {
  /// Reads what is there. Like the server it goes on only while the session holds bytes, so that no read is
  /// made just to be told that there is nothing more.
  mutating func read(_ place: Int, _ stream: LoadStream, _ buffer: inout [UInt8]) {
    repeat {
      let held = clients[place].rest.count
      for index in 0..<held { buffer[index] = clients[place].rest[index] }
      let progress: TLSProgress
      do throws(TLSError) {
        var span = buffer.mutableSpan
        progress = try stream.session.read(into: &span, from: held)
      } catch {
        return drop(place, "\(error)")
      }
      switch progress {
      case .done(let count): take(buffer.span.extracting(first: held + count), place)
      case .wantRead: return
      case .wantWrite: return watch(place, stream, forWriting: true)
      case .endOfStream: return end(place)
      }
    } while clients[place].stream === stream && stream.session.hasPending
  }

  private mutating func take(_ bytes: Span<UInt8>, _ place: Int) {
    let now = Clock.monotonicNanoseconds
    let id = clients[place].id
    var at = 0
    scanning: while true {
      switch scanner.next(in: bytes, at: &at) {
      case .marked(let mark, let lineStart):
        // Some servers send a message to its sender, too.
        guard mark.sender != id else { continue }
        if language == .numbered { noteEntry(bytes, lineStart, place) }
        if mark.kind == .message {
          note(mark, place, at: now)
        } else {
          takeOther(mark, place, at: now)
        }
      case .malformed: tally.malformed += 1
      case .line(let range):
        takeLine(bytes.extracting(range), place)
        guard clients[place].stream != nil else { return }
      case .incomplete: break scanning
      }
    }
    guard bytes.count - at <= Self.maximumLineBytes else { return drop(place, "a line without an end") }
    clients[place].rest.removeAll(keepingCapacity: true)
    for index in at..<bytes.count { clients[place].rest.append(bytes[index]) }
    if settings.load.mode == .fanout { settleOwn() }
  }

  @inline(__always)
  private mutating func note(_ mark: MessageMark, _ place: Int, at now: Int64) {
    guard mark.sender < settings.load.senders, mark.number < settings.messages else {
      tally.malformed += 1
      return
    }
    switch ledger.note(mark.number, from: mark.sender, at: place) {
    case .inOrder: break
    case .late: tally.reordered += 1
    case .again:
      tally.duplicated += 1
      return
    }
    tally.units += 1
    tally.latencies.note(from: mark.sentAt, to: now)
    tally.lastAt = now
    switch settings.load.mode {
    case .fanout:
      guard arrivals.arrived(mark.number, of: mark.sender) else { return }
      completed[mark.sender % completed.count].append(
        Completion(sender: mark.sender, number: mark.number, sentAt: mark.sentAt, arrivedAt: now))
    case .resume:
      clients[place].caughtUp += 1
      noteCaughtUp(place)
    case .paced, .private, .idle, .handshake: break
    }
  }

  /// Completions of senders that are this thread's own need no inbox.
  private mutating func settleOwn() {
    guard !completed[number].isEmpty else { return }
    let own = completed[number]
    completed[number].removeAll(keepingCapacity: true)
    for completion in own { noteCompletion(completion) }
  }

  private mutating func takeOther(_ mark: MessageMark, _ place: Int, at now: Int64) {
    switch mark.kind {
    case .message: break
    case .probe:
      guard !clients[place].hasHeardProbe else { return }
      clients[place].hasHeardProbe = true
      probed += 1
      tellProbed()
    case .ping: answer(mark, place)
    case .pong: takePong(mark, place, at: now)
    }
  }

  private mutating func takeLine(_ line: Span<UInt8>, _ place: Int) {
    switch language.meaning(of: line) {
    case .nothing: break
    case .entered: if clients[place].phase == .entering { becomeEntered(place) }
    case .registered:
      scratch.removeAll(keepingCapacity: true)
      language.appendJoining(channel(place), to: &scratch)
      send(place)
    case .refused: takeRefusal(line, place)
    case .ping(let argument):
      scratch.removeAll(keepingCapacity: true)
      language.appendPong(line.extracting(argument), to: &scratch)
      send(place)
    case .accepted(_, let sequence):
      clients[place].answeredLines += 1
      if let sequence { note(sequence, place) }
    case .session(let range):
      clients[place].token = range.map { line[$0] }
    case .entry(let sequence): note(sequence, place)
    }
  }

  private mutating func takeRefusal(_ line: Span<UInt8>, _ place: Int) {
    let words = String(decoding: line.indices.prefix(200).map { line[$0] }, as: UTF8.self)
    clients[place].answeredLines += 1
    switch clients[place].phase {
    case .entering: drop(place, words)
    // IRC's goodbye is an ERROR (RFC 2812, 3.1.7).
    case .leaving: break
    case .entered, .idle, .connecting, .handshaking, .gone: complain(place, words)
    }
  }

  private mutating func noteEntry(_ bytes: Span<UInt8>, _ lineStart: Int, _ place: Int) {
    var at = lineStart
    guard let sequence = bytes.decimal(at: &at) else {
      tally.malformed += 1
      return
    }
    note(sequence, place)
  }

  /// numbered: acknowledgements and entries rise together.
  private mutating func note(_ sequence: Int, _ place: Int) {
    if sequence <= clients[place].sequence { tally.reordered += 1 }
    clients[place].sequence = sequence
  }
}
