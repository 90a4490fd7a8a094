import TestSupport
import Testing

// Mistakes: one `!` line, and nothing else happens.

@Suite struct MistakesTests {
  @Test(
    "A text that is not allowed is a mistake in both dialects",
    arguments: [
      "a\u{1B}[31mb", "\u{7}", "a\u{7F}b", "a\u{85}b", "a\u{9B}b", "a\u{2028}b", "a\u{2029}b", "a\u{202A}b",
      "a\u{202E}b", "a\u{2066}b", "a\u{2069}b", "  @Rui segredo", "\t#sair", " @Rui", "\u{3000}#quem",
      "\u{FEFF}@Rui segredo", "@Rui", "@Rui ", "##\u{1B}", "a\rb",
    ])
  func notAllowed(line: String) throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let room = try server.numberedRoom("Rui", "Eva")
      try plain.expect(["* Rui entered", "* Eva entered"])
      try plain.send([line, "fim"])
      try plain.expect("! that line is not allowed")
      // Nothing of it reached anybody.
      for client in room { try client.expect(4, "Ana: fim") }
      try room[1].send("2 \(line)", "3 fim")
      try room[1].expect("!2 not-allowed that line is not allowed", "+3 5")
      try room[0].expect(5, "Eva: fim")
    }
  }

  @Test(
    "An addressee that is no name is a mistake", arguments: ["@ oi", "@", "@a:b oi", "@-x oi", "@Анa oi"])
  func malformedAddressee(line: String) throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      try plain.send(line)
      try plain.expect(prefix: "! that name will not do")
      let numbered = try server.numbered("Rui")
      try numbered.send("2 \(line)")
      try numbered.expect(prefix: "!2 name-malformed ")
    }
  }

  @Test("4097 bytes are too long, in ASCII and beyond, public and private")
  func tooLong() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      let long = String(repeating: "x", count: 4097)
      try room[0].send([long, String(repeating: "語", count: 1365) + "xx", "@Rui \(long)", "##\(long)", "fim"])
      for _ in 0..<4 { try room[0].expect("! message too long: at most 4096 bytes and 64 lines") }
      try room[1].expect("Ana: fim")
      let numbered = try server.numbered("Eva")
      try numbered.send("2 \(long)", "3 @Ana \(long)")
      for number in 2...3 { try numbered.expect(prefix: "!\(number) too-long ") }
      // Escapes are counted for what they stand for.
      try numbered.send("4 " + String(repeating: #"\\"#, count: 4097))
      try numbered.expect(prefix: "!4 too-long ")
      try room[1].expect("* Eva entered")
    }
  }

  @Test("64 lines pass, 65 are too many")
  func tooManyLines() throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      try plain.expect("* Rui entered")
      let lines = (1...64).map { "\($0)" }
      try numbered.send("2 " + lines.joined(separator: #"\n"#) + #"\n65"#)
      try numbered.expect(prefix: "!2 too-long ")
      try numbered.send("3 " + lines.joined(separator: #"\n"#))
      try numbered.expect("+3 3")
      try plain.expect(lines.map { "Rui: \($0)" })
    }
  }

  @Test("A wrong escape is not allowed", arguments: [#"a\tb"#, #"a\"#, #"\"#, #"@Ana \x"#])
  func wrongEscape(text: String) throws {
    try TestServer.run { server in
      _ = try server.plainRoom("Ana")
      let numbered = try server.numbered("Rui")
      try numbered.send("2 \(text)")
      try numbered.expect(prefix: "!2 not-allowed ")
    }
  }

  @Test(
    "A line without a number is a mistake in the numbered dialect",
    arguments: ["olá", "0 oi", "-1 oi", " 2 oi"])
  func noNumber(line: String) throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      try numbered.send(line, "2 fim")
      try numbered.expect(prefix: "!0 no-such-command ")
      try numbered.expect("+2 3")
      try plain.expect(["* Rui entered", "Rui: fim"])
    }
  }

  @Test("Mistakes are answered in their turn, and whoever makes them stays")
  func inTurn() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 a", "3 #xyz", "4 b", "5 @Zoe oi", "6 #quem", "7 c")
      try room[0].expect("+2 3")
      try room[0].expect(prefix: "!3 no-such-command ")
      try room[0].expect("+4 4")
      try room[0].expect(prefix: "!5 no-such-person ")
      try room[0].expect("= here Ana Rui", "+6 -", "+7 5")
      for (sequence, text) in [(3, "a"), (4, "b"), (5, "c")] {
        try room[1].expect(UInt64(sequence), "Ana: \(text)")
      }
    }
  }
}
