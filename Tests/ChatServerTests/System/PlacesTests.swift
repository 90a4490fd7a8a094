import ChatServer
import TestSupport
import Testing
import Wire

// Places: how many may be connected, in all and from one address.

@Suite struct PlacesTests {
  @Test("At the limit all are served; one past it is told so; a place that is free again is given again")
  func maximumClients() throws {
    try TestServer.run(limits: .with { $0.maximumClients = 3 }) { server in
      let room = try server.plainRoom("a", "b", "c")
      let plain = try server.connect(.plain)
      try plain.expect("! the server is full, try later")
      try plain.expectEnd()
      let numbered = try server.connect(.numbered)
      try numbered.expect("!0 offence the server is full, try later")
      try numbered.expectEnd()
      plain.cut()
      numbered.cut()
      try room[0].send("#sair")
      try room[1].expect("* a left")
      try room[0].expect("* Goodbye, a!")
      try room[0].expectEnd()
      room[0].cut()
      try enter("d", server)
      try room[1].expect("* d entered")
    }
  }

  @Test("Loopback is exempt from the limit per address")
  func loopback() throws {
    try TestServer.run(limits: .with { $0.maximumClientsPerAddress = 1 }) { server in
      _ = try server.plainRoom("a", "b", "c")
    }
  }

  @Test("Unless the limit is to hold for it, too")
  func perAddress() throws {
    let limits = Limits.with {
      $0.maximumClientsPerAddress = 2
      $0.limitsLoopback = true
    }
    try TestServer.run(limits: limits) { server in
      let room = try server.plainRoom("a", "b")
      let third = try server.connect(.plain)
      try third.expect("! too many connections from this address")
      try third.expectEnd()
      third.cut()
      room[0].cut()
      try room[1].expect("* a left")
      try enter("c", server)
      try room[1].expect("* c entered")
    }
  }

  @Test("One address cannot take the places of the others, however often it connects")
  func otherAddresses() throws {
    let limits = Limits.with {
      $0.maximumClients = 4
      $0.maximumClientsPerAddress = 1
      $0.limitsLoopback = true
    }
    try TestServer.run(limits: limits, addresses: [.loopback(port: 0), .loopbackIPv6]) { server in
      // Connections that never shake hands keep their places for ten seconds.
      let greedy = try (0..<20).map { _ in try RawClient(server.address) }
      // The first has the address's only place; that others have none is said after accepting them all.
      let late = try server.connect(.plain)
      try late.expect("! too many connections from this address")
      let other = try TestClient(server.addresses[1], server.configuration(.plain))
      try other.send("Ana")
      try other.expect(prefix: "* Hello, Ana!")
      withExtendedLifetime(greedy) {}
    }
  }

  @Test("At the limit of those without a name, the next one is told so, until one of them has entered")
  func unnamed() throws {
    try TestServer.run(limits: .with { $0.maximumUnnamed = 2 }) { server in
      let first = try server.connect(.plain)
      let second = try server.connect(.numbered)
      let third = try server.connect(.plain)
      try third.expect("! too many connections without a name, try again in a moment")
      try third.expectEnd()
      try first.send("a")
      try first.expect(prefix: "* Hello, a!")
      try enter("b", server)
      try first.expect(["* b entered", "* b left"])
      try second.send("1 c")
      try first.expect("* c entered")
    }
  }

  @Test("The same for one address")
  func unnamedPerAddress() throws {
    let limits = Limits.with {
      $0.maximumUnnamedPerAddress = 1
      $0.limitsLoopback = true
    }
    try TestServer.run(limits: limits, addresses: [.loopback(port: 0), .loopbackIPv6]) { server in
      let first = try server.connect(.plain)
      let second = try server.connect(.numbered)
      try second.expect("!0 offence too many connections without a name from this address")
      try second.expectEnd()
      let other = try TestClient(server.addresses[1], server.configuration(.plain))
      try other.send("a")
      try other.expect(prefix: "* Hello, a!")
      try first.send("b")
      try other.expect("* b entered")
      try enter("c", server)
      try other.expect("* c entered")
    }
  }

  @Test("At the limit of an address's handshakes, its next one is told so, and the others are not concerned")
  func handshakesPerAddress() throws {
    let limits = Limits.with {
      $0.maximumHandshakesPerAddress = 2
      $0.limitsLoopback = true
    }
    try TestServer.run(limits: limits, addresses: [.loopback(port: 0), .loopbackIPv6]) { server in
      let half = try RawClient(server.address)
      try enter("a", server)
      let another = try RawClient(server.address)
      let late = try server.connect(.plain)
      try late.expect("! too many connections at once from this address, try again in a moment")
      try late.expectEnd()
      let other = try TestClient(server.addresses[1], server.configuration(.plain))
      try other.send("b")
      try other.expect(prefix: "* Hello, b!")
      half.cut()
      another.cut()
      try enter("c", server)
      try other.expect("* c entered")
    }
  }

  @Test("At the limit of all handshakes, the next one waits until those that take too long were ended")
  func handshakes() throws {
    let limits = Limits.with {
      $0.maximumHandshakes = 2
      $0.hurriedHandshakeTime = 100
    }
    try TestServer.run(limits: limits) { server in
      let first = try RawClient(server.address)
      let ana = try server.plain("Ana")
      #expect(!server.log.take().contains { $0.hasPrefix("warning") })
      let second = try RawClient(server.address)
      let rui = try server.plain("Rui")
      try ana.expect("* Rui entered")
      // One of the two at least has made room; what an ended one still had to read is nothing.
      #expect(server.log.take().contains("warning too many handshakes are under way: others wait"))
      try rui.send("oi")
      try ana.expect("Rui: oi")
      withExtendedLifetime((first, second)) {}
    }
  }

  /// Enters as soon as there is a place: the acceptor hears of one that is free a little after the room does.
  private func enter(_ name: String, _ server: TestServer) throws {
    while true {
      let client = try server.connect(.plain)
      try client.send(name)
      if try client.readLine().hasPrefix("* Hello, \(name)!") { return }
    }
  }
}
