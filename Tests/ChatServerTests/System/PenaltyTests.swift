import ChatServer
import Reactor
import TestSupport
import Testing

// Penalties: addresses whose connections offend are refused for a while, and nobody else is.

@Suite struct PenaltyTests {
  private static let limits = Limits.with { $0.limitsLoopback = true }

  /// Ends connections by what is no TLS, all at once, and waits until the server is through with them.
  private func failHandshakes(_ count: Int, _ server: TestServer) throws {
    let clients = try (0..<count).map { _ in try RawClient(server.address) }
    for client in clients { try client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8)) }
    for client in clients {
      _ = try client.readToEnd()
      client.cut()
    }
    try awaitRecords(count, "info connection ended", server)
  }

  /// As `failHandshakes`, but some may be refused for the others; answers what was logged meanwhile.
  private func failUntilRefused(_ count: Int, _ server: TestServer) throws -> [String] {
    let clients = try (0..<count).map { _ in try RawClient(server.address) }
    for client in clients { try? client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8)) }
    for client in clients {
      _ = try? client.readToEnd()
      client.cut()
    }
    return try records(of: server, until: "refused or ended") { records in
      records.contains { $0.hasPrefix("warning address refused") }
        || records.count { $0.hasPrefix("info connection ended") } >= count
    }
  }

  private func awaitRecords(_ count: Int, _ prefix: String, _ server: TestServer) throws {
    _ = try records(of: server, until: "\(count) that begin with \(prefix)") { records in
      records.count { $0.hasPrefix(prefix) } >= count
    }
  }

  /// What the server logs from now on, until it is enough.
  private func records(
    of server: TestServer, until what: String, _ isEnough: ([String]) -> Bool
  ) throws -> [String] {
    var records: [String] = []
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while Clock.monotonicMilliseconds < deadline {
      records += server.log.take()
      if isEnough(records) { return records }
      TestClock.tick()
    }
    throw TestFailure("not in the log: \(what)", file: #fileID, line: #line)
  }

  @Test("Failed handshakes add up, then the address is refused without a word; who is here stays")
  func handshakes() throws {
    try TestServer.run(limits: Self.limits, addresses: [.loopback(port: 0), .loopbackIPv6]) { server in
      let ana = try server.plain("Ana")
      try failHandshakes(1, server)
      let rui = try server.plain("Rui")
      try ana.expect("* Rui entered")
      // The last of them may be refused already.
      let records = try failUntilRefused(8, server)
      #expect(try RawClient(server.address).readToEnd() == [])
      #expect(throws: (any Error).self) { try server.connect(.plain) }
      try rui.send("oi")
      try ana.expect("Rui: oi")
      let other = try TestClient(server.addresses[1], server.configuration(.plain))
      try other.send("Eva")
      try other.expect(prefix: "* Hello, Eva!")
      let refused = "warning address refused address=127.0.0.1 reason=failedHandshake "
      #expect((records + server.log.take()).contains { $0.hasPrefix(refused) })
    }
  }

  @Test("One offence is enough")
  func offence() throws {
    try TestServer.run(limits: Self.limits) { server in
      let ana = try server.plain("Ana")
      try ana.send(bytes: [0])
      try ana.expect(prefix: "! a NUL byte")
      try ana.expectEnd()
      ana.cut()
      try awaitRecords(1, "info connection ended", server)
      #expect(throws: (any Error).self) { try server.connect(.plain) }
    }
  }

  @Test("They can be switched off; loopback is exempt unless it is to be limited", arguments: [true, false])
  func exempt(isLimited: Bool) throws {
    let limits = Limits.with {
      $0.limitsLoopback = isLimited
      $0.penalises = !isLimited
    }
    try TestServer.run(limits: limits) { server in
      try failHandshakes(10, server)
      _ = try server.plain("Ana")
    }
  }
}
