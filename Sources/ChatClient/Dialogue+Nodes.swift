import TLS

// The servers of a room that lies on several: which there are, where one is, and which are passed over.
extension Dialogue {
  /// The most servers of which it is said that they were passed over; a server that lies makes them up.
  static let maximumPassedOver = 64

  /// Whether we were in the room before.
  var hasBeenInRoom: Bool { !transcript.ownName.isEmpty }

  /// What an event changes about the servers, to be done before it is told.
  mutating func followNodes(_ event: ClientEvent) {
    switch event {
    case .nodeMet(let address): nodes.face(address)
    case .nodes(let told): learn(told)
    case .entered, .resumed: arrive()
    default: break
    }
  }

  /// Passes over the server that has shown this key, and says so once; where no other is left, that is the
  /// end.
  mutating func passOver(_ pin: PublicKeyPin, saying words: [String]) {
    wrong.insert(trust.address)
    guard nodes.trusts.contains(where: { !wrong.contains($0.address) }) else {
      sayLast(words)
      return commands.append(.stop(.untrusted))
    }
    sayPassedOver(words + [transcript.wording.otherServers])
    commands.append(.passOver(trust.address, pin))
  }

  /// We are in the room, with the server of which we were told last.
  private mutating func arrive() {
    guard nodes.isFacingOne else { return }
    wrong.remove(trust.address)
    if trust.address != lastAddress { tell(words: [transcript.wording.moved(trust.address)]) }
    lastAddress = trust.address
    do throws(KnownServersError) {
      try nodes.present.keepTold(on: Day(milliseconds: wall))
    } catch {
      tell(words: [transcript.wording.knownServers(error)])
      // Where it is only not written down, the connection is none the worse for it.
      guard case .alreadyKnown = error else { return }
      nodes.remove(trust.address)
      tellLink()
    }
  }

  private mutating func learn(_ told: ToldNodes) {
    let before = nodes.links
    do throws(KnownServersError) {
      for address in try nodes.take(told) { sayPassedOver([transcript.wording.knownOtherwise(address)]) }
    } catch {
      return tell(words: [transcript.wording.knownServers(error)])
    }
    friends.learn(at: ([told.teller].compactMap(\.self) + told.others).map(\.address))
    guard nodes.links != before else { return }
    // They are judged anew.
    wrong = []
    tellLink()
  }

  /// Tells the link of the servers. Of such commands in a row the last says all, and a server that tells of
  /// others without end fills no inbox.
  mutating func tellLink() {
    if case .trust = commands.last { commands.removeLast() }
    commands.append(.trust(nodes.links))
  }

  private mutating func sayPassedOver(_ words: [String]) {
    guard passedOver.count < Self.maximumPassedOver, !passedOver.contains(words) else { return }
    passedOver.append(words)
    tell(words: words)
  }
}
