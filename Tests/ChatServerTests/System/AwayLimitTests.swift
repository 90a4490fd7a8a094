import ChatServer
import Journal
import TestSupport
import Testing

// How many sessions may be without a connection: past the limit, the oldest ends.

@Suite struct AwayLimitTests {
  /// Nobody is told to have left because time has passed.
  private static func limits(_ change: (inout Limits) -> Void) -> Limits {
    Limits.with {
      $0.awayTime = 4 * TestClient.patience
      change(&$0)
    }
  }

  /// Cuts a connection, and waits until its session is away and whatever follows from it is in the journal.
  private func cut(_ client: NumberedClient, _ server: TestServer, entries: Int) throws {
    client.client.cut()
    try TestClock.wait("\(entries) entries") {
      try server.journal.reader.entries(after: .zero, through: SequenceNumber(1_000), bytes: 1 << 20).count
        == entries
    }
  }

  @Test("At the limit all are waited for; one past it, the oldest leaves and its session is over")
  func total() throws {
    try TestServer.run(limits: Self.limits { $0.maximumAway = 2 }) { server in
      let eva = try server.plain("Eva")
      let room = try server.numberedRoom("a", "b", "c")
      try eva.expect(["* a entered", "* b entered", "* c entered"])
      try cut(room[0], server, entries: 5)
      try cut(room[1], server, entries: 6)
      try eva.send("#quem")
      try eva.expect("* 4 people here: Eva, a, b, c")
      // That it is away, that the oldest leaves, and that its session is over.
      try cut(room[2], server, entries: 9)
      try eva.expect("* a left")
      try eva.send("#quem")
      try eva.expect("* 3 people here: Eva, b, c")
      let again = try server.resume(room[0].token, after: 2)
      try again.expect(prefix: "!1 no-such-session ")
      for client in room[1...] {
        let back = try server.resume(client.token, after: 9)
        try back.expect("+1 -")
      }
      #expect(server.log.take().contains("warning too many sessions are away: the oldest ends"))
    }
  }

  @Test("Who comes back makes room for another")
  func back() throws {
    try TestServer.run(limits: Self.limits { $0.maximumAway = 1 }) { server in
      let eva = try server.plain("Eva")
      let room = try server.numberedRoom("a", "b")
      try eva.expect(["* a entered", "* b entered"])
      try cut(room[0], server, entries: 4)
      let again = try server.resume(room[0].token, after: 2)
      try again.expect(["+1 -", "= room \(room[0].room)", "= ready"])
      try cut(room[1], server, entries: 6)
      try eva.send("#quem")
      try eva.expect("* 3 people here: Eva, a, b")
    }
  }

  @Test("The same for the sessions of one address, which costs no other")
  func perAddress() throws {
    let limits = Self.limits {
      $0.maximumAwayPerAddress = 1
      $0.limitsLoopback = true
    }
    try TestServer.run(limits: limits, addresses: [.loopback(port: 0), .loopbackIPv6]) { server in
      let eva = try server.plain("Eva")
      let other = try TestClient(server.addresses[1], server.configuration(.numbered))
      try other.send("1 d")
      let d = try NumberedClient(entering: other)
      let room = try server.numberedRoom("a", "b")
      try eva.expect(["* d entered", "* a entered", "* b entered"])
      try cut(d, server, entries: 5)
      try cut(room[0], server, entries: 6)
      try eva.send("#quem")
      try eva.expect("* 4 people here: Eva, d, a, b")
      try cut(room[1], server, entries: 9)
      try eva.expect("* a left")
      try eva.send("#quem")
      try eva.expect("* 3 people here: Eva, d, b")
    }
  }

  @Test("Loopback is exempt from the limit of an address")
  func loopback() throws {
    try TestServer.run(limits: Self.limits { $0.maximumAwayPerAddress = 1 }) { server in
      let eva = try server.plain("Eva")
      let room = try server.numberedRoom("a", "b")
      try eva.expect(["* a entered", "* b entered"])
      try cut(room[0], server, entries: 4)
      try cut(room[1], server, entries: 5)
      try eva.send("#quem")
      try eva.expect("* 3 people here: Eva, a, b")
    }
  }
}
