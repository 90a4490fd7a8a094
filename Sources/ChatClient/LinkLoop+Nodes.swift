import Reactor
import TLS

// Which of the servers is tried when. A round tries each of them once: first the one that we were with, or
// last, where it has said that it stops; the others in their order. Between two rounds there is a pause.
extension LinkLoop {
  /// Begins with the next server of the round, or with another round. Looking up a name blocks this thread,
  /// which is why it is done only while there is neither a connection nor anything else to serve, and one
  /// name at a time.
  mutating func attempt() {
    if round.isEmpty { beginRound() }
    trying = round.removeFirst()
    do throws(ResolutionError) {
      addresses = try Resolver.addresses(host: trying.host, port: trying.port)
    } catch {
      return fail(.hostNotFound("\(error)"))
    }
    tryNextAddress(after: .unreachable("\(trying)"))
  }

  /// The server that was tried has failed: it is the turn of the next one, at once, or the round is over.
  mutating func fail(_ failure: ConnectFailure) {
    failures.append((trying, failure))
    let now = Clock.monotonicMilliseconds
    guard round.isEmpty else { return retryAt = now }
    let isAboutKey = failures.contains { if case .keyShown = $0.failure { true } else { false } }
    // Of wrong keys it has been told.
    let told = failures.filter { if case .keyShown = $0.failure { false } else { true } }
    let reasons = told.map { nodes.count > 1 ? "\($0.address): \($0.failure.reason)" : $0.failure.reason }
    let reason = reasons.joined(separator: "; ")
    if conversation.hasEntered {
      retryAt = now + backoff.next()
      if reason == toldReason { return }
      toldReason = reason
    }
    let end: ClientEnd =
      switch failure.end {
      case _ where isAboutKey: .untrusted
      case .unreachable: .unreachable(reason)
      case let end: end
      }
    conversation.connectingFailed(end, reason: reason)
  }

  /// The servers are these from now on.
  mutating func trust(_ links: [LinkNode]) {
    let addresses = Set(links.map(\.address))
    let fresh = links.map(\.address).filter { index(of: $0) == nil }
    nodes = links.map { link in
      guard var node = node(link.address) else { return Node(link) }
      node.link = link
      node.metPin = node.metPin ?? link.pins.first
      node.nextPin = link.nextPin ?? node.nextPin
      return node
    }
    conversation.hasOthers = nodes.count > 1
    round.removeAll { !addresses.contains($0) }
    if let judged {
      guard addresses.contains(judged.address) else { return passOver(judged.address, judged.pin) }
      self.judged = nil
      round.insert(judged.address, at: 0)
    } else if stream != nil {
      if !addresses.contains(trying) { leaveDistrusted() }
    } else if retryAt != nil, !fresh.isEmpty {
      // There is no need to wait for the next round: nobody has tried these.
      if round.isEmpty { failures = [] }
      round += fresh
      retryAt = Clock.monotonicMilliseconds
    }
  }

  /// The key that was shown is not trusted.
  mutating func passOver(_ address: Address, _ pin: PublicKeyPin) {
    guard let judged, judged == (address, pin) else { return }
    self.judged = nil
    fail(.keyShown(pin))
  }

  /// What is told from now on is about this server.
  mutating func face(_ address: Address) {
    guard address != facing else { return }
    facing = address
    conversation.report(.nodeMet(address))
  }

  /// A connection to this server stands: each has a next key of its own.
  mutating func turn(to address: Address) {
    guard address != last else { return }
    if let index = index(of: last) { nodes[index].nextPin = conversation.nextPin }
    conversation.nextPin = node(address)?.nextPin
    last = address
  }

  /// Whether the next server is tried without a pause, since the one that we were with stops. Two that each
  /// let us in and stop would have us go round without end, so not more often than there are servers.
  mutating func movesAtOnce() -> Bool {
    guard conversation.isServerStopping, nodes.count > 1, hastyMoves < nodes.count else { return false }
    hastyMoves += 1
    return true
  }

  func node(_ address: Address) -> Node? { nodes.first { $0.address == address } }

  func index(of address: Address) -> Int? { nodes.firstIndex { $0.address == address } }

  private mutating func beginRound() {
    failures = []
    round = nodes.map(\.address)
    guard let index = index(of: last) else { return }
    round.remove(at: index)
    round.insert(last, at: conversation.isServerStopping ? round.count : 0)
  }

  /// The server that we are with, or are about to be, is not to be used any more.
  private mutating func leaveDistrusted() {
    let now = Clock.monotonicMilliseconds
    guard stream?.state != .open else { return close(.cut, at: now) }
    forgetStream()
    addresses = []
    retryAt = now
  }
}
