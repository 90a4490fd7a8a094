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
    guard conversation.wantsConnection, !isJudging else {
      retryAt = nil
      return
    }
    if let retryAt, now < retryAt { return }
    retryAt = nil
    attempt(at: now)
  }

  /// Ends the connection and lets the conversation judge what that means.
  mutating func close(_ reason: CutReason, at now: Int64) {
    guard stream != nil else { return }
    hangUp()
    conversation.disconnected(reason, at: now)
    // Only a connection that lasted makes up for those before it; else a server that throws us out each time
    // would be asked without pause.
    if let enteredAt, now - enteredAt >= backoff.longestMilliseconds { backoff.reset() }
    enteredAt = nil
    // At once where the person kept the server waiting, but by the clock as well: no event would wake us.
    retryAt = conversation.hasEntered ? now + backoff.next() : now
  }

  /// Ends the connection, politely where there is one to be polite to.
  mutating func hangUp() {
    if let stream, stream.state == .open { stream.close() }
    forgetStream()
  }

  /// Begins an attempt. Looking up the name blocks this thread, which is why it is done only while there is
  /// neither a connection nor anything else to serve.
  private mutating func attempt(at now: Int64) {
    do throws(ResolutionError) {
      addresses = try Resolver.addresses(host: settings.address.host, port: settings.address.port)
    } catch {
      return fail(.hostNotFound("\(error)"), reason: "\(error)")
    }
    tryNextAddress(after: .unreachable("\(settings.address)"))
  }

  private mutating func tryNextAddress(after failure: ConnectFailure) {
    var failure = failure
    while !addresses.isEmpty {
      let address = addresses.removeFirst()
      do throws(ConnectFailure) {
        return try open(address)
      } catch {
        failure = error
      }
    }
    fail(failure.end, reason: failure.reason)
  }

  private mutating func open(_ address: SocketAddress) throws(ConnectFailure) {
    let context: TLSContext
    do throws(TLSError) {
      context = try TLSContext.client(trusting: pins, identity: settings.identity)
    } catch {
      throw .unreachable("\(error)")
    }
    let deadline = Clock.monotonicMilliseconds + settings.connectMilliseconds
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
    switch stream.advance(handshakeDeadline: now + settings.handshakeMilliseconds) {
    case .waiting:
      guard now >= stream.deadline else { return }
      forgetStream()
      tryNextAddress(after: .unreachable("no answer from \(settings.address)"))
    case .failed(.keyShown(let pin)):
      // No other address is asked: a wrong key is a wrong key.
      forgetStream()
      isJudging = true
      conversation.report(.keyShown(pin))
    case .failed(let failure):
      forgetStream()
      tryNextAddress(after: failure)
    case .open:
      addresses = []
      toldReason = nil
      tellExpiry(of: stream)
      conversation.connected(at: now)
    }
  }

  private mutating func fail(_ end: ClientEnd, reason: String) {
    if conversation.hasEntered {
      retryAt = Clock.monotonicMilliseconds + backoff.next()
      if reason == toldReason { return }
      toldReason = reason
    }
    conversation.connectingFailed(end, reason: reason)
  }

  private mutating func tellExpiry(of stream: SecureStream) {
    guard let end = stream.certificateEnd, end * 1_000 < Clock.wallMilliseconds, end != toldExpiry else {
      return
    }
    toldExpiry = end
    conversation.report(.certificateExpired(notAfter: end))
  }

  private mutating func forgetStream() {
    if let stream { poller.remove(stream.descriptor) }
    stream = nil
    interest = []
    mustReadOn = false
  }
}
