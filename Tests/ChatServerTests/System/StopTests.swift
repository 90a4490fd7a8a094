import ChatServer
import Journal
import TestSupport
import Testing

// Stopping: everybody is told, what is queued still arrives, no session is said to have ended.

@Suite struct StopTests {
  @Test("Everybody is told, in every stage, and the connections end cleanly")
  func told() throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      try plain.expect("* Rui entered")
      let naming = try server.connect(.plain)
      let numberedNaming = try server.connect(.numbered)
      let half = try RawClient(server.address)
      server.stop()
      try plain.expect("* The server is stopping. Goodbye!")
      try plain.expectEnd()
      try numbered.expect("= bye")
      try numbered.client.expectEnd()
      try naming.expect("! The server is stopping. Goodbye!")
      try naming.expectEnd()
      try numberedNaming.expect(prefix: "!0 offence ")
      try numberedNaming.expectEnd()
      #expect(try half.readToEnd().isEmpty)
    }
  }

  @Test("What was queued for a slow reader still arrives before the goodbye")
  func flushes() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      let text = String(repeating: "x", count: 4000)
      try room[0].send((1000..<1400).map { "\($0)\(text)" } + ["#quem"])
      try room[0].expect("* 2 people here: Ana, Rui")
      server.stop()
      // Two megabytes, of which the sockets do not hold all.
      try room[1].expect((1000..<1400).map { "Ana: \($0)\(text)" })
      try room[1].expect("* The server is stopping. Goodbye!")
      try room[1].expectEnd()
    }
  }

  @Test("Who does not read holds the stop up for no longer than its time")
  func deadline() throws {
    try TestServer.run(limits: .with { $0.stopTime = 200 }) { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[1].shrinkReceiveBuffer()
      let text = String(repeating: "x", count: 4000)
      try room[0].send((0..<600).map { "\($0)\(text)" } + ["#quem"])
      try room[0].expect("* 2 people here: Ana, Rui")
      server.stop()
      try room[0].expect("* The server is stopping. Goodbye!")
      try room[0].expectEnd()
      server.join()
      #expect(try room[1].readToEnd().count < 600)
      #expect(room[1].endedCleanly == false)
    }
  }

  @Test("In the log the numbered are away and the plain have left")
  func log() throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      try plain.expect("* Rui entered")
      server.stop()
      try numbered.expect("= bye")
      try numbered.client.expectEnd()
      try plain.readLines(through: { $0 == "* The server is stopping. Goodbye!" })
      try plain.expectEnd()
      let last = server.journal.reader.entries(after: .init(2), through: .init(10), bytes: 1000)
      #expect(last.count == 2)
      #expect(last.contains { $0.event == .away(.shutdown) })
      #expect(
        last.contains { $0.event == .left(name: Array("Ana".utf8), cause: .shutdown, awaySince: nil) })
    }
  }
}
