import ChatServer
import TestSupport
import Testing

// What waits for all connections together: past the limit, whoever holds most is ended, and nobody else.

@Suite struct BufferTests {
  @Test("At the limit nobody is ended; one byte past it, whoever holds most", arguments: [1, 2, 3])
  func most(ioThreads: Int) throws {
    try TestServer.run(limits: .with { $0.bufferBytes = 100_000 }, ioThreads: ioThreads) { server in
      let room = try server.plainRoom("Ana", "Rui", "Eva")
      try room[0].send(bytes: [UInt8](repeating: 0x78, count: 60_000))
      try room[1].send(bytes: [UInt8](repeating: 0x79, count: 40_000))
      try room[2].send("oi")
      for client in room[..<2] { try client.expect("Eva: oi") }
      try room[1].send(bytes: [0x79])
      try room[0].expect("! the server has no more memory for what waits here: connection closed")
      try room[0].expectEnd()
      for client in room[1...] { try client.expect("* Ana left") }
      try room[2].send("oi")
      try room[1].expect("Eva: oi")
      try room[1].send("")
      try room[1].expect(prefix: "! message too long")
    }
  }

  @Test("What a reader who was cut did not take is held no more")
  func cut() throws {
    let limits = Limits.with {
      $0.bufferBytes = 50_000
      $0.writeTime = 200
    }
    try TestServer.run(limits: limits, ioThreads: 1) { server in
      let ana = try server.numbered("Ana")
      let eva = try server.plain("Eva")
      let slow = try server.plain("Rui", isNarrow: true)
      try eva.expect("* Rui entered")
      let text = String(repeating: "x", count: 1_000)
      var hasLeft = false
      for number in 2..<20_000 where !hasLeft {
        try ana.send("\(number) \(text)")
        try ana.client.readLines(through: { $0.hasPrefix("+\(number) ") })
        let lines = try eva.readLines(through: { $0.hasPrefix("Ana: ") })
        hasLeft = lines.contains("* Rui left")
      }
      #expect(hasLeft)
      #expect(server.log.take().contains { $0.hasSuffix("reason=slow reader") })
      try eva.send(bytes: [UInt8](repeating: 0x79, count: 50_000))
      try ana.send("20000 oi")
      try eva.expect("Ana: oi")
      try eva.send("")
      try eva.expect(prefix: "! message too long")
      withExtendedLifetime(slow) {}
    }
  }
}
