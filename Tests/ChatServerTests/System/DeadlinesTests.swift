import ChatServer
import Reactor
import TestSupport
import Testing

// Deadlines: for the handshake, for the name, for a write that makes no progress, for an ending connection.

@Suite struct DeadlinesTests {
  @Test("A handshake that does not end is ended")
  func handshake() throws {
    try TestServer.run(limits: .with { $0.handshakeTime = 4_000 }) { server in
      // It holds for the handshake alone.
      let ana = try server.plain("Ana")
      let start = Clock.monotonicMilliseconds
      let silent = try RawClient(server.address)
      let half = try RawClient(server.address)
      // The beginning of a ClientHello.
      try half.send([22, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3])
      _ = try silent.readToEnd()
      _ = try half.readToEnd()
      #expect(Clock.monotonicMilliseconds - start >= 3_999)
      try ana.send("#quem")
      try ana.expect("* 1 person here: Ana")
    }
  }

  @Test("A name that does not come is waited for only so long, in both dialects")
  func name() throws {
    try TestServer.run(limits: .with { $0.nameTime = 4_000 }) { server in
      // It holds for the name alone.
      let ana = try server.plain("Ana")
      let plain = try server.connect(.plain)
      let numbered = try server.connect(.numbered)
      try numbered.send(["?", "1 a b"])
      try plain.expect("! no name was given in time")
      try plain.expectEnd()
      try numbered.expect("?")
      try numbered.expect(prefix: "!1 name-malformed ")
      try numbered.expect("!0 offence no name was given in time")
      try numbered.expectEnd()
      try ana.send("#quem")
      try ana.expect("* 1 person here: Ana")
    }
  }

  @Test("Who reads nothing is removed when a write has made no progress for too long, and the others go on")
  func write() throws {
    // Long enough for those who read, on a machine that has much else to do.
    try TestServer.run(limits: .with { $0.writeTime = 3_000 }) { server in
      let room = try server.plainRoom("Ana", "Eva")
      let silent = try server.plain("Rui", isNarrow: true)
      for client in room { try client.expect("* Rui entered") }
      // The sockets hold some of it, at most a few megabytes.
      let text = String(repeating: "x", count: 4000)
      try room[0].send((100..<200).map { "\($0)\(text)" })
      // It may be removed before the last of it was said.
      let heard = try room[1].readLines(101)
      #expect(heard.filter { $0 != "* Rui left" } == (100..<200).map { "Ana: \($0)\(text)" })
      try room[0].expect("* Rui left")
      try room[1].send("fim")
      try room[0].expect("Eva: fim")
      // There was no way to say anything more.
      #expect(try silent.readToEnd().count < 100)
      #expect(silent.endedCleanly == false)
    }
  }

  @Test("An ending connection is read on for a while, then it is closed whatever it sends")
  func linger() throws {
    try TestServer.run(limits: .with { $0.lingerTime = 100 }) { server in
      let client = try server.connect(.plain)
      try client.send(bytes: [0])
      try client.expect(prefix: "! a NUL byte")
      try client.expectEnd()
      // The other direction is still open; once the server has closed it, sending fails.
      var isOpen = true
      let deadline = Clock.monotonicMilliseconds + TestClient.patience
      while isOpen, Clock.monotonicMilliseconds < deadline {
        do {
          try client.send("x")
          // One line a round of another client's, so that this is not a race against a full socket.
          _ = try server.plain("Ana")
        } catch {
          isOpen = false
        }
      }
      #expect(!isOpen)
    }
  }
}
