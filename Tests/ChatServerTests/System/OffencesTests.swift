import TestSupport
import Testing
import Wire

// Offences: one `!` line, the connection is removed, and nobody else notices but for the line that someone
// left.

@Suite struct OffencesTests {
  struct Offence: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let words: String
  }

  static let offences = [
    Offence(
      testDescription: "invalid UTF-8", bytes: Array("ol".utf8) + [0xC3, 0x28, 0x0A],
      words: "that is not UTF-8: connection closed"),
    Offence(
      testDescription: "a surrogate", bytes: [0xED, 0xA0, 0x80, 0x0A],
      words: "that is not UTF-8: connection closed"),
    Offence(
      testDescription: "overlong", bytes: [0xC0, 0xAF, 0x0A], words: "that is not UTF-8: connection closed"),
    Offence(
      testDescription: "NUL", bytes: Array("a\0b\n".utf8),
      words: "a NUL byte is not text: connection closed"),
    Offence(
      testDescription: "no end", bytes: [UInt8](repeating: 0x78, count: 65_537),
      words: "a line without an end (over 64 KiB): connection closed"),
  ]

  @Test("One `!` line and the end, for a plain client that has entered", arguments: offences)
  func plain(offence: Offence) throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send("antes")
      try room[0].send(bytes: offence.bytes)
      try room[0].expect("! \(offence.words)")
      try room[0].expectEnd()
      try room[1].expect(["Ana: antes", "* Ana left"])
      try room[1].send("#quem")
      try room[1].expect("* 1 person here: Rui")
    }
  }

  @Test("A numbered client is told `!0 offence`, and its session is over", arguments: offences)
  func numbered(offence: Offence) throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].client.send(bytes: Array("2 ".utf8) + offence.bytes)
      try room[0].expect("!0 offence \(offence.words)")
      try room[0].client.expectEnd()
      try room[1].expect(3, "* left Ana error")
      let again = try server.resume(room[0].token, after: 2)
      try again.expect(prefix: "!1 no-such-session ")
    }
  }

  @Test("The same in place of a name", arguments: offences, [Dialect.plain, .numbered])
  func naming(offence: Offence, dialect: Dialect) throws {
    try TestServer.run { server in
      let client = try server.connect(dialect)
      try client.send(bytes: offence.bytes)
      try client.expect(dialect == .plain ? "! \(offence.words)" : "!0 offence \(offence.words)")
      try client.expectEnd()
    }
  }

  @Test("A line of exactly 64 KiB is a mistake only; one byte more is an offence")
  func sixtyFourKibibytes() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      let longest = [UInt8](repeating: 0x78, count: 65_536)
      for end in ["\n", "\r\n"] {
        try room[0].send(bytes: longest + Array(end.utf8))
        try room[0].expect(prefix: "! message too long")
      }
      try room[0].send("ainda aqui")
      try room[1].expect("Ana: ainda aqui")
      try room[0].send(bytes: longest + Array("x\n".utf8))
      try room[0].expect(prefix: "! a line without an end")
      try room[0].expectEnd()
      try room[1].expect("* Ana left")
    }
  }

  @Test(
    "An HTTP request in place of a name",
    arguments: ["GET / HTTP/1.1", "POST /a HTTP/1.0", "PRI * HTTP/2.0", "BREW /pot HTTP/1.1"])
  func http(line: String) throws {
    try TestServer.run { server in
      let client = try server.connect(.plain)
      try client.send(bytes: Array("\(line)\r\nHost: localhost\r\n\r\n".utf8))
      try client.expect("! this is a chat, not a web server: connection closed")
      try client.expectEnd()
      let numbered = try server.connect(.numbered)
      try numbered.send("1 \(line)")
      try numbered.expect("!0 offence this is a chat, not a web server: connection closed")
      try numbered.expectEnd()
    }
  }

  @Test("What the offender goes on sending does not lose it the `!` line")
  func goesOnSending() throws {
    try TestServer.run { server in
      let client = try server.connect(.plain)
      try client.send(bytes: [0] + [UInt8](repeating: 0x78, count: 40_000))
      try client.expect(prefix: "! a NUL byte")
      try client.expectEnd()
    }
  }
}
