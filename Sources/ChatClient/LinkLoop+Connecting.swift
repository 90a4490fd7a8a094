import Reactor
import TLS

// How a connection comes about, and what follows when it ends.
extension LinkLoop {
  /// Makes a connection where one is wanted, one address after another.
  mutating func connectWhereWanted(at now: Int64) {
    if let stream {
      if stream.state != .open { advance(stream, at: now) }
      return
    }
    guard conversation.wantsConnection, judged == nil else {
      retryAt = nil
      return
    }
    if let retryAt, now < retryAt { return }
    retryAt = nil
    attempt()
  }

  /// Ends the connection and lets the conversation judge what that means.
  mutating func close(_ reason: CutReason, at now: Int64) {
    guard stream != nil else { return }
    // Who does not let us in is one of several that are tried.
    if conversation.isInRoom { round = [] }
    let triesNext = !round.isEmpty
    if triesNext { failures.append((trying, .notLetIn(conversation.dropReason ?? reason))) }
    hangUp()
    conversation.disconnected(reason, at: now, triesNext: triesNext)
    // Only a connection that lasted makes up for those before it; else a server that throws us out each time
    // would be asked without pause.
    if let enteredAt, now - enteredAt >= backoff.longestMilliseconds {
      backoff.reset()
      hastyMoves = 0
    }
    enteredAt = nil
    // It waits for a name, with which it goes on where it was.
    if !conversation.wantsConnection { round = [] }
    let isHasty = !triesNext && movesAtOnce()
    // At once where the person kept the server waiting, but by the clock as well: no event would wake us.
    retryAt = triesNext || isHasty || !conversation.hasEntered ? now : now + backoff.next()
  }

  /// Ends the connection, politely where there is one to be polite to.
  mutating func hangUp() {
    if let stream, stream.state == .open { stream.close() }
    forgetStream()
  }

  /// Tries the addresses of the present server that have not been tried.
  mutating func tryNextAddress(after failure: ConnectFailure) {
    var failure = failure
    while !addresses.isEmpty {
      let address = addresses.removeFirst()
      do throws(ConnectFailure) {
        return try open(address)
      } catch {
        failure = error
      }
    }
    fail(failure)
  }

  private mutating func open(_ address: SocketAddress) throws(ConnectFailure) {
    let context: TLSContext
    do throws(TLSError) {
      context = try TLSContext.client(trusting: node(trying)?.link.pins ?? [], identity: settings.identity)
    } catch {
      throw .unreachable("\(error)")
    }
    let deadline = Clock.monotonicMilliseconds + patience(settings.connectMilliseconds)
    let stream = try SecureStream(to: address, context, deadline: deadline)
    generation += 1
    do throws(SystemError) {
      try poller.add(stream.descriptor, .writable, token: generation)
    } catch {
      throw .unreachable("\(error)")
    }
    interest = .writable
    self.stream = stream
  }

  private mutating func advance(_ stream: SecureStream, at now: Int64) {
    switch stream.advance(handshakeDeadline: now + patience(settings.handshakeMilliseconds)) {
    case .waiting:
      guard now >= stream.deadline else { return }
      forgetStream()
      tryNextAddress(after: .unreachable("no answer from \(trying)"))
    case .failed(.keyShown(let pin)):
      // No other address of the server's is asked: a wrong key is a wrong key.
      addresses = []
      forgetStream()
      judged = (trying, pin)
      face(trying)
      conversation.report(.keyShown(pin))
    case .failed(let failure):
      forgetStream()
      tryNextAddress(after: failure)
    case .open:
      addresses = []
      toldReason = nil
      face(trying)
      turn(to: trying)
      tellKey(of: stream)
      tellExpiry(of: stream)
      conversation.connected(at: now)
    }
  }

  private func patience(_ milliseconds: Int64) -> Int64 {
    round.isEmpty ? milliseconds : min(milliseconds, settings.hurriedMilliseconds)
  }

  private mutating func tellKey(of stream: SecureStream) {
    guard let pin = stream.serverPin, let index = index(of: last), pin != nodes[index].metPin else { return }
    nodes[index].metPin = pin
    conversation.report(.keyMet(pin))
  }

  private mutating func tellExpiry(of stream: SecureStream) {
    guard let end = stream.certificateEnd, end * 1_000 < Clock.wallMilliseconds, let index = index(of: last),
      end != nodes[index].toldExpiry
    else { return }
    nodes[index].toldExpiry = end
    conversation.report(.certificateExpired(notAfter: end))
  }

  mutating func forgetStream() {
    if let stream { poller.remove(stream.descriptor) }
    stream = nil
    interest = []
    mustReadOn = false
  }
}
