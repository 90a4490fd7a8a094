import Wire

// What the person does.
extension Conversation {
  /// Takes a line that was typed. One `answered` follows sooner or later. What would be an offence is refused
  /// here, and what comes after leaving is not sent.
  package mutating func say(_ line: OutgoingLine) {
    if case .refused(let refusal) = line.kind {
      return tell(line, .refused(code: refusal.rawValue, words: ""))
    }
    guard end == nil, leaving == .no || leaving == .whenAnswered else { return tellUnsent(line) }
    if line.kind == .leave { leaving = .asked }
    unsent.append(line)
    sendUnsent()
  }

  /// Takes a name, where one is wanted.
  package mutating func take(_ name: Name) {
    guard end == nil, self.name == nil else { return }
    self.name = name
    guard phase == .unnamed else { return }
    wasNamedLate = true
    enter()
  }

  /// Leaves as soon as every line is answered.
  package mutating func leaveWhenAnswered() {
    guard end == nil, leaving == .no else { return }
    leaving = .whenAnswered
    leaveIfAnswered()
  }

  /// Leaves behind what has been sent, without waiting for its answers; at once where we are not in the room.
  package mutating func leaveNow() {
    guard end == nil else { return }
    guard phase == .inRoom else { return finish(with: .left) }
    guard leaving == .no || leaving == .whenAnswered else { return }
    leaving = .asked
    unsent.append(.leave)
    sendUnsent()
  }

  mutating func enter() {
    guard let name else {
      phase = .unnamed
      events.append(.nameNeeded)
      return
    }
    phase = .entering(number: takeNumber(), isAccepted: false)
    ClientRenderer.append(.name(name), number: nextNumber - 1, to: &output)
  }

  /// Sends once more, with its old number, every line that has no answer.
  mutating func resend() {
    for line in sent { send(line) }
  }

  mutating func sendUnsent() {
    guard phase == .inRoom else { return }
    for line in unsent {
      let numbered = SentLine(number: takeNumber(), line: line)
      sent.append(numbered)
      send(numbered)
    }
    unsent.removeAll()
  }

  mutating func leaveIfAnswered() {
    guard leaving == .whenAnswered, phase == .inRoom, sent.isEmpty, unsent.isEmpty else { return }
    leaving = .asked
    unsent.append(.leave)
    sendUnsent()
  }

  /// Without a connection, leaving waits for one only while there is something to lose.
  mutating func limitLeaving(at now: Int64) {
    guard hasEntered, phase == .offline, leaveDeadline == nil, leaving != .no else { return }
    let isSomethingLeft =
      sent.contains { $0.line.kind != .leave && $0.line.kind != .older }
      || unsent.contains { $0.kind != .leave }
    if !isSomethingLeft { leaveDeadline = now + Self.goodbyeMilliseconds }
  }

  /// What was sent will not be sent again: nobody knows whether it arrived.
  mutating func settleSent() {
    for sentLine in sent { tell(sentLine.line, sentLine.line.kind == .leave ? .accepted : .unsettled) }
    sent = []
  }

  mutating func tellUnsent(_ line: OutgoingLine) {
    tell(line, line.kind == .leave ? .accepted : .unsent)
  }

  mutating func tell(_ line: OutgoingLine, _ fate: Fate) {
    if let id = line.id { events.append(.answered(id: id, fate)) }
  }

  private mutating func send(_ sentLine: SentLine) {
    output.append(contentsOf: String(sentLine.number).utf8)
    output.append(UInt8(ascii: " "))
    output.append(contentsOf: sentLine.line.escaped)
    output.append(UInt8(ascii: "\n"))
  }
}
