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
    guard let held, isInRoom, !isLeaving else { return }
    switch friends.judge(held.name, among: transcript.presence, held.owner) {
    case .friend: releaseHeld()
    case .stranger(let stranger): meet(stranger)
    // The server would say so, or find somebody who has come in between.
    case .nobody: refuseHeld(.refused(code: Refusal.noSuchPerson.rawValue, words: ""))
    case .unknown: askForOwner()
    }
  }

  /// Takes what answers the question whose the name is that the held message is for; answers false for
  /// anything else.
  mutating func takeOwner(_ event: ClientEvent) -> Bool {
    guard let held, case .asked(let id, let told) = held.owner else { return false }
    switch event {
    case .owner(let name, let pins) where isNextAnswer(id):
      if Name(stored: Array(name.utf8)) == held.name { self.held?.owner = .asked(id: id, told: pins) }
      followFriends(event, nil)
    case .answered(id, .accepted): know(told.map(HeldLine.Owner.told) ?? .untold)
    // An older server takes no name there.
    case .answered(id, .refused): know(.untold)
    // It is asked again once there is a session.
    case .answered(id, _): self.held?.owner = .unasked
    default: return false
    }
    return true
  }

  mutating func takeAnswer(_ line: InputLines.Line, _ stranger: Stranger) {
    guard let held, Self.isYes(line) else { return refuseHeld() }
    // The yes was to who was shown, not to whoever came meanwhile.
    if case .stranger(stranger) = friends.judge(held.name, among: transcript.presence, held.owner) {
      admit(stranger)
    } else {
      judgeHeld()
    }
  }

  /// Does not send the message that is held, and says so.
  mutating func refuseHeld(_ fate: Fate = .unsent) {
    guard let line = takeHeld() else { return }
    let answer = ClientEvent.answered(id: line.id ?? 0, fate)
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
      // Who is there when the connection is back is another question, and so is whose the name is then. A
      // line that asks for that is sent again by itself.
      if case .stranger = question { question = .line }
      if case .asked = held?.owner {} else { held?.owner = .unasked }
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

  /// Does as the policy has it with a message that would go to a stranger.
  private mutating func meet(_ stranger: Stranger) {
    let wording = transcript.wording
    switch friends.policy {
    case .ask where !hasInputEnded:
      tell(words: wording.stranger(stranger))
      prompt(wording.strangerPrompt(stranger.name.description))
      question = .stranger(stranger)
    case .keep: admit(stranger)
    case .ask, .refuse:
      tell(words: wording.stranger(stranger) + [wording.strangerRefused])
      refuseHeld()
    }
  }

  /// Goes on with the held message when the server has said this.
  private mutating func know(_ owner: HeldLine.Owner) {
    held?.owner = owner
    friends.catchUp()
    judgeHeld()
  }

  /// Asks the server whose the name is that the held message is for, unless that has been done.
  private mutating func askForOwner() {
    // A question is over when the one whom it is about has gone.
    if case .stranger = question { question = .line }
    guard let held, case .unasked = held.owner else { return }
    let query = give(Array("\(Command.keys.name(in: .portuguese)) \(held.name)".utf8))
    self.held?.owner = .asked(id: query.id ?? 0, told: nil)
  }

  /// Sends the message that is held to a stranger, who is the friend from now on where the keys were told.
  private mutating func admit(_ stranger: Stranger) {
    if !stranger.isUntold { friends.admit(stranger, on: Day(milliseconds: wall)) }
    tellFailure()
    releaseHeld()
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
