import Reactor
import Synchronization
import TestSupport
import Testing

@Suite("The relay")
struct TestRelayTests {
  @Test("cuts a connection after so many bytes of one direction", arguments: RelayDirection.allCases)
  func cut(direction: RelayDirection) throws {
    let pair = try RelayedPair()
    let reached = Atomic(0)
    let limits = [5, 100_000]
    for limit in limits {
      try pair.connect()
      pair.relay.watch(direction, bytes: limit, isCutting: true) { reached.add(1, ordering: .relaxed) }
      try pair.send(limit - 1, direction)
      #expect(try pair.received(direction, limit - 1) == limit - 1)
      try pair.send(7, direction == .toServer ? .toClient : .toServer)
      #expect(try pair.received(direction == .toServer ? .toClient : .toServer, 7) == 7)
      try pair.send(3, direction)
      #expect(try pair.received(direction, nil) == 1)
      #expect(try pair.received(direction == .toServer ? .toClient : .toServer, nil) == 0)
    }
    #expect(reached.load(ordering: .relaxed) == 2)
  }

  @Test("counts over several connections, tells without cutting, and forgets")
  func watch() throws {
    let pair = try RelayedPair()
    let reached = Atomic(0)
    try pair.connect()
    pair.relay.watch(.toServer, bytes: 10, isCutting: false) { reached.add(1, ordering: .relaxed) }
    try pair.send(6, .toServer)
    #expect(try pair.received(.toServer, 6) == 6)
    #expect(reached.load(ordering: .relaxed) == 0)
    try pair.connect()
    try pair.send(6, .toServer)
    try TestClock.wait("reached") { reached.load(ordering: .relaxed) == 1 }
    #expect(try pair.received(.toServer, 6) == 6)
    pair.relay.watch(.toServer, bytes: 1, isCutting: true)
    pair.relay.unwatch()
    try pair.send(6, .toServer)
    #expect(try pair.received(.toServer, 6) == 6)
  }

  @Test("closes new connections while it leads nowhere, and leaves those that stand")
  func lead() throws {
    let pair = try RelayedPair()
    try pair.connect()
    pair.relay.lead(to: nil)
    let lost = try Socket.connecting(to: pair.relay.address)
    #expect(try RelayedPair.received(lost, nil) == 0)
    try pair.send(6, .toServer)
    #expect(try pair.received(.toServer, 6) == 6)
    pair.relay.lead(to: try pair.listener.localAddress())
    try pair.connect()
    try pair.send(6, .toClient)
    #expect(try pair.received(.toClient, 6) == 6)
  }

  @Test("keeps what is sent while it is frozen")
  func freeze() throws {
    let pair = try RelayedPair()
    try pair.connect()
    pair.relay.freeze()
    try pair.send(6, .toServer)
    // It connects behind what was sent, so that would have come by then.
    let late = try Socket.connecting(to: pair.relay.address)
    try TestClock.wait("another connection") { try pair.listener.accept() != nil }
    #expect(try pair.isEmpty(.toServer))
    pair.relay.thaw()
    #expect(try pair.received(.toServer, 6) == 6)
    #expect(try RelayedPair.received(late, nil) == 0)
  }
}
