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

  /// Enters as soon as there is a place: the acceptor hears of one that is free a little after the room does.
  private func enter(_ name: String, _ server: TestServer) throws {
    while true {
      let client = try server.connect(.plain)
      try client.send(name)
      if try client.readLine().hasPrefix("* Hello, \(name)!") { return }
    }
  }
}
