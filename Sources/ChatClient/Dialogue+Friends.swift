import Wire

// Whom one has written to privately, and strangers under their names.
extension Dialogue {
  /// Whether a message waits until it is known who would get it.
  package var isHolding: Bool { held != nil }

  /// Holds a private message to a friend; answers false for any other line.
  mutating func hold(_ bytes: [UInt8]) -> Bool {
    guard case .whisper(let addressee) = OutgoingLine(bytes, id: nextID).kind,
      let name = try? Name(addressee), friends.knows(name)
    else { return false }
    held = HeldLine(bytes: bytes, name: name)
    return true
  }

  /// Lets the message that is held go where nothing is against it, else does as the policy has it. Without a
  /// connection nobody knows who is there, so it waits.
  mutating func judgeHeld() {
    guard let held, isInRoom else { return }
    let wording = transcript.wording
    guard let stranger = friends.stranger(held.name, among: transcript.presence) else { return releaseHeld() }
    switch friends.policy {
    case .ask where !hasInputEnded:
      tell(words: wording.stranger(stranger))
      prompt(wording.strangerPrompt(stranger.name.description))
      question = .stranger(stranger)
    case .keep:
      admit(stranger)
      releaseHeld()
    case .ask, .refuse:
      tell(words: wording.stranger(stranger) + [wording.strangerRefused])
      refuseHeld()
    }
  }

  mutating func takeAnswer(_ line: InputLines.Line, _ stranger: Stranger) {
    guard let held, Self.isYes(line) else { return refuseHeld() }
    // The yes was to who was shown, not to whoever came meanwhile.
    if friends.stranger(held.name, among: transcript.presence) == stranger { admit(stranger) }
    judgeHeld()
  }

  /// Does not send the message that is held, and says so.
  mutating func refuseHeld() {
    guard let line = takeHeld() else { return }
    let answer = ClientEvent.answered(id: line.id ?? 0, .unsent)
    transcript.give(line)
    tell(answer)
    follow(answer)
    goOn()
  }

  /// To whom a private message of ours goes that is accepted by this.
  func acceptedAddressee(_ event: ClientEvent) -> Name? {
    guard case .answered(let id, .accepted) = event,
      case .whisper(let addressee)? = transcript.pending.first(where: { $0.id == id })?.line.kind
    else { return nil }
    return try? Name(addressee)
  }

  /// Learns of people's keys from an event that the transcript knows of already. `addressee` got a private
  /// message of ours by it.
  mutating func followFriends(_ event: ClientEvent, _ addressee: Name?) {
    switch event {
    case .entered, .resumed: isInRoom = true
    case .cut:
      isInRoom = false
      // Who is there when the connection is back is another question.
      if case .stranger = question { question = .line }
    default: break
    }
    let presence = transcript.presence
    for stranger in friends.take(event, among: presence) {
      tell(words: transcript.wording.stranger(stranger))
    }
    if let addressee {
      let pins = presence.pins(of: addressee.description)
      friends.meet(addressee, with: pins, on: Day(milliseconds: wall))
    }
    tellFailure()
  }

  private mutating func admit(_ stranger: Stranger) {
    friends.admit(stranger, on: Day(milliseconds: wall))
    tellFailure()
  }

  private mutating func releaseHeld() {
    guard let line = takeHeld() else { return }
    commands.append(.say(line))
    transcript.give(line)
    goOn()
  }

  private mutating func takeHeld() -> OutgoingLine? {
    guard let held else { return nil }
    self.held = nil
    defer { nextID += 1 }
    return OutgoingLine(held.bytes, id: nextID)
  }

  /// The input goes on where it stopped for the message, be it with its end.
  private mutating func goOn() {
    if case .stranger = question { question = .line }
    if hasInputEnded { commands.append(.leaveWhenAnswered) }
  }

  private mutating func tellFailure() {
    if let failure = friends.takeFailure() { tell(words: [transcript.wording.knownPeople(failure)]) }
  }
}
