import TLS
import Wire

// What the server says. It is not trusted: whatever it sends, in whatever order, leads to some event or to
// none, and what we remember of it is bounded.
extension Conversation {
  /// Takes bytes from the connection.
  package mutating func received(_ bytes: Span<UInt8>, at now: Int64) {
    heartbeat?.received(at: now)
    decoder.append(bytes)
    while end == nil, dropReason == nil, let next = decoder.next() {
      switch next {
      case .line(let bytes):
        let line = ServerLine.parse(bytes)
        witness?(line)
        take(line, at: now)
      case .offence: dropReason = .nonsense
      }
    }
  }

  private mutating func take(_ line: ServerLine, at now: Int64) {
    switch line {
    case .accepted(let number, let sequence): accepted(number, sequence, at: now)
    case .refused(0, _, let words): offended(words)
    case .refused(let number, let code, let words): refused(number, code: code, words: words, at: now)
    case .said(let sequence, let time, let from, let text, let isOld):
      tell(.said(from: from, text: text, milliseconds: time, isOld: isOld), sequence, isOld)
    case .whispered(let sequence, let time, let from, let to, let text, let isOld):
      tell(.whispered(from: from, to: to, text: text, milliseconds: time, isOld: isOld), sequence, isOld)
    case .joined(let sequence, let time, let name, let isOld):
      tell(.joined(name: name, milliseconds: time, isOld: isOld), sequence, isOld)
    case .left(let sequence, let time, let name, let reason, let isOld):
      tell(.left(name: name, reason: reason, milliseconds: time, isOld: isOld), sequence, isOld)
    case .announced(let sequence, let time, let announcement, let isOld):
      if !isOld { note(announcement) }
      tell(.announced(announcement, milliseconds: time, isOld: isOld), sequence, isOld)
    case .setting(let key, let value): take(setting: key, value, at: now)
    case .ping: if heartbeat?.answers(at: now) == true { NumberedRenderer.appendPing(to: &output) }
    case .unknown: break
    }
  }

  private mutating func note(_ announcement: Announcement) {
    if case .kicked(let kicked, _, _) = announcement, kicked == name?.description { isKicked = true }
  }

  /// Tells of an entry. What the cursor has passed was told before a cut.
  private mutating func tell(_ event: ClientEvent, _ sequence: UInt64, _ isOld: Bool) {
    if !isOld {
      guard sequence > cursor else { return }
      cursor = sequence
    } else if kept.expected > 0 {
      return take(kept: event, sequence)
    } else if isReceivingOlder {
      return take(older: event, sequence)
    } else {
      if !isInHistory { events.append(.historyBegan) }
      isInHistory = true
      oldLines += 1
    }
    events.append(event)
  }

  private mutating func accepted(_ number: UInt64, _ sequence: UInt64?, at now: Int64) {
    switch phase {
    case .entering(number, isAccepted: false):
      phase = .entering(number: number, isAccepted: true)
      entrySequence = sequence ?? 0
      keys = []
      if !isEntryUntold { toldSequence = cursor }
      isEntryUntold = true
      beginKept()
      // Set, not raised: another journal may count from the beginning.
      cursor = entrySequence
      return
    case .resuming(number):
      // Not counted, whatever it is: what we missed comes after it, with lower numbers.
      return
    default: break
    }
    if let sequence { cursor = max(cursor, sequence) }
    guard let index = sent.firstIndex(where: { $0.number == number }) else { return }
    let line = sent.remove(at: index).line
    if hereCount > 0 { tellHere() }
    switch line.kind {
    case .history: events.append(.historyEnded(count: oldLines))
    case .whisper(let addressee): if let sequence { remember(sequence, addressee) }
    case .leave: leaveAnswered(at: now)
    case .older: olderAccepted()
    case .help, .other, .refused: break
    }
    isInHistory = false
    oldLines = 0
    tell(line, .accepted)
    leaveIfAnswered()
  }

  private mutating func refused(_ number: UInt64, code: String, words: String, at now: Int64) {
    switch phase {
    case .entering(number, _): return nameRefused(code, words)
    case .resuming(number): return resumingRefused(code, words)
    default: break
    }
    guard let index = sent.firstIndex(where: { $0.number == number }) else {
      return events.append(.refused(code: code, words: words))
    }
    let line = sent.remove(at: index).line
    if line.kind == .leave { leaveAnswered(at: now) }
    if line.kind == .older {
      olderRefused(code, words, at: now)
    } else if line.id == nil {
      events.append(.refused(code: code, words: words))
    }
    tell(line, .refused(code: code, words: words))
    leaveIfAnswered()
  }

  private mutating func leaveAnswered(at now: Int64) {
    leaving = .answered
    leaveDeadline = now + Self.goodbyeMilliseconds
  }

  /// The server closes now. In the room it is for what we sent, which would end the next session, too.
  /// Outside it none of our lines has been read on this connection (the server is full, or stops): they are
  /// kept.
  private mutating func offended(_ words: String) {
    // Whoever was sent away is not to be back in the same moment.
    if isKicked { return finish(with: .excluded(code: LeaveReason.kicked.rawValue, words: words)) }
    guard hasEntered, phase != .inRoom else {
      events.append(.offence(words: words))
      return settleSent()
    }
    dropReason = .refused(words)
    // Without a name the end of the connection is not told, so this is.
    if phase == .unnamed { events.append(.offence(words: words)) }
  }

  private mutating func nameRefused(_ code: String, _ words: String) {
    guard code != Refusal.notStored.rawValue, code != Refusal.tooFast.rawValue else {
      // Nothing is wrong with the name.
      dropReason = .refused(words)
      return
    }
    // No other name would do.
    if Self.excludes(code) { return finish(with: .excluded(code: code, words: words)) }
    events.append(.nameRefused(name: name?.description ?? "", code: code, words: words))
    name = nil
    phase = .unnamed
    if !asksAgain { finish(with: .nameRefused) }
  }

  private mutating func resumingRefused(_ code: String, _ words: String) {
    switch Refusal(rawValue: code) {
    case .noSuchSession:
      endSession()
      // Who was leaving has left, unless something was never sent.
      if leaving == .asked || leaving == .whenAnswered && unsent.isEmpty { return finish(with: .left) }
      enter()
    case .nameTaken, .nameOwned, .nameMalformed, .banned, .notMember:
      endSession()
      nameRefused(code, words)
    default:
      dropReason = .refused(words)
    }
  }

  /// Whether the server does not let us in, whatever our name.
  private static func excludes(_ code: String) -> Bool {
    [Refusal.banned, .notMember].contains { $0.rawValue == code }
  }

  private mutating func endSession() {
    token = nil
    abandonMissed()
    events.append(.sessionEnded)
    settleSent()
  }

  private mutating func tellHere() {
    events.append(.here(here, count: hereCount))
    here = []
    hereCount = 0
  }

  private mutating func remember(_ sequence: UInt64, _ addressee: String) {
    if whispers.count == Self.maximumRemembered { whispers.removeFirst() }
    whispers.append((sequence, addressee))
  }
}
