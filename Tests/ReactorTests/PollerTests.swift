import Glibc
import Reactor
import Testing

@Suite("Poller")
struct PollerTests {
  @Test("an event bears its token", arguments: [0, 1, 0x0123_4567_89ab_cdef, UInt64.max])
  func token(token: UInt64) throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    try poller.add(pair.first.raw, .writable, token: token)
    #expect(try poller.wait(timeoutMilliseconds: -1) == 1)
    let event = poller.event(at: 0)
    #expect(event.token == token)
    #expect(event.isWritable)
    #expect(!event.isReadable && !event.isHangUp)
  }

  @Test("nothing that is ready is no event, after the time or at once")
  func timeout() throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    try poller.add(pair.first.raw, .readable, token: 1)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    #expect(try poller.wait(timeoutMilliseconds: 1) == 0)
  }

  @Test("what is not read is reported again")
  func levelTriggered() throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    try poller.add(pair.first.raw, .readable, token: 1)
    _ = try pair.second.send([1].span)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(poller.event(at: 0).isReadable)
    _ = try receive(pair.first)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
  }

  @Test("edge-triggered it is reported once a change")
  func edgeTriggered() throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    _ = try pair.second.send([1].span)
    try poller.add(pair.first.raw, [.readable, .edgeTriggered], token: 1)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    _ = try pair.second.send([2].span)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
  }

  @Test("interest and token can be changed, and the descriptor removed")
  func modifyAndRemove() throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    try poller.add(pair.first.raw, .readable, token: 1)
    try poller.modify(pair.first.raw, [.readable, .writable], token: 2)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(poller.event(at: 0).token == 2)
    poller.remove(pair.first.raw)
    poller.remove(pair.first.raw)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
  }

  @Test("a descriptor is registered once, and before it is changed")
  func mistakes() throws {
    let pair = try Socket.pair()
    let poller = try Poller()
    try poller.add(pair.first.raw, .readable, token: 1)
    let raw = (pair.first.raw, pair.second.raw)
    #expect(throws: SystemError(call: "epoll_ctl", code: EEXIST)) {
      try poller.add(raw.0, .readable, token: 1)
    }
    #expect(throws: SystemError(call: "epoll_ctl", code: ENOENT)) {
      try poller.modify(raw.1, .readable, token: 1)
    }
  }

  @Test("as many events as there is room for come in one round, the others in the next")
  func capacity() throws {
    let first = try Socket.pair()
    let second = try Socket.pair()
    var poller = try Poller(capacity: 3)
    var tokens: Set<UInt64> = []
    let raws = [first.first.raw, first.second.raw, second.first.raw, second.second.raw]
    for (token, raw) in raws.prefix(3).enumerated() { try poller.add(raw, .writable, token: UInt64(token)) }
    #expect(try poller.wait(timeoutMilliseconds: 0) == 3)
    try poller.add(raws[3], .writable, token: 3)
    for _ in 0..<2 {
      let count = try poller.wait(timeoutMilliseconds: 0)
      #expect(count == 3)
      for index in 0..<count { tokens.insert(poller.event(at: index).token) }
    }
    #expect(tokens == [0, 1, 2, 3])
  }

  @Test("a peer that is gone is a hang-up, to be read, whatever the interest")
  func hangUp() throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    try poller.add(pair.first.raw, [], token: 1)
    close(pair.second.release())
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(poller.event(at: 0).isHangUp)
    #expect(poller.event(at: 0).isReadable)
  }

  @Test("a peer that ends its direction is reported to those who read, and to nobody else")
  func halfClose() throws {
    let connection = try Connection()
    var poller = try Poller()
    try poller.add(connection.server.raw, [], token: 1)
    connection.client.shutdownWriting()
    try waitFor(connection.server.raw, .readable)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
    try poller.modify(connection.server.raw, .readable, token: 1)
    #expect(try poller.wait(timeoutMilliseconds: 0) == 1)
    #expect(poller.event(at: 0).isReadable)
    #expect(!poller.event(at: 0).isHangUp)
  }

  @Test("a closed descriptor is no longer watched")
  func closed() throws {
    let pair = try Socket.pair()
    var poller = try Poller()
    try poller.add(pair.first.raw, .writable, token: 1)
    close(pair.first.release())
    #expect(try poller.wait(timeoutMilliseconds: 0) == 0)
  }
}
