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
}
