import ChatServer
import Journal
import Reactor
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
      try naming.expect("* The server is stopping. Goodbye!")
      try naming.expectEnd()
      try numberedNaming.expect("= bye")
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

  @Test("What reached the server before the stop is answered and shown before the goodbye")
  func linesBefore() throws {
    let gate = Gate()
    try TestServer.run(clock: gate.pass) { server in
      let ana = try server.numbered("Ana")
      let rui = try server.plain("Rui")
      try ana.expect(2, "* joined Rui")
      gate.close()
      try ana.send("2 um")
      gate.waitForSomebody()
      // The journal thread stands in the journal. The ping's answer says that the line before it waits for
      // it.
      try ana.send("3 dois", "?")
      try ana.expect("?")
      server.stop()
      gate.open()
      try ana.expect("+2 3", "+3 4", "= bye")
      try ana.client.expectEnd()
      try rui.expect(["Ana: um", "Ana: dois", "* The server is stopping. Goodbye!"])
      try rui.expectEnd()
    }
  }

  @Test("Who does not read holds the stop up for no longer than its time")
  func deadline() throws {
    try TestServer.run(limits: .with { $0.stopTime = 5_000 }) { server in
      let ana = try server.plain("Ana")
      let rui = try server.plain("Rui", isNarrow: true)
      try ana.expect("* Rui entered")
      let text = String(repeating: "x", count: 4000)
      try ana.send((0..<100).map { "\($0)\(text)" } + ["#quem"])
      try ana.expect("* 2 people here: Ana, Rui")
      server.stop()
      try ana.expect("* The server is stopping. Goodbye!")
      try ana.expectEnd()
      server.join()
      #expect(try rui.readToEnd().count < 100)
      #expect(rui.endedCleanly == false)
    }
  }

  @Test("Lines that nobody takes any more do not keep the server from ending")
  func overfullInbox() throws {
    let gate = Gate()
    try TestServer.run(limits: .with { $0.pongInterval = 0 }, ioThreads: 1, clock: gate.pass) { server in
      let watcher = try server.numbered("Ana")
      let crowd = try (0..<24).map { try server.connect($0.isMultiple(of: 2) ? .plain : .numbered) }
      for (index, client) in crowd.enumerated() {
        try client.send(index.isMultiple(of: 2) ? "p\(index)" : "1 p\(index)")
        _ = try client.readLine()
        try watcher.client.readLines(through: { $0.hasSuffix(" * joined p\(index)") })
      }
      gate.close()
      server.stop()
      // The journal thread is about to end and takes nothing more: what comes now fills its inbox for good.
      gate.waitForSomebody()
      let lines = [UInt8](repeatElement(Array("0 a\n".utf8), count: 8_000).joined())
      for client in crowd { try client.send(bytes: lines) }
      // An I/O thread that has no room for its lines reads no more, and answers no ping.
      var isAnswering = true
      while isAnswering {
        try watcher.send("?")
        let deadline = Clock.monotonicMilliseconds + 500
        isAnswering = false
        while !isAnswering, Clock.monotonicMilliseconds < deadline {
          isAnswering = try watcher.client.readSome(atMost: 100)
        }
      }
      gate.open()
      server.join()
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
      let last = try server.journal.reader.entries(after: .init(2), through: .init(10), bytes: 1000)
      #expect(last.count == 2)
      #expect(last.contains { $0.event == .away(.shutdown) })
      #expect(
        last.contains { $0.event == .left(name: Array("Ana".utf8), cause: .shutdown, awaySince: nil) })
    }
  }
}
