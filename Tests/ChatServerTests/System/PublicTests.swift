import TestSupport
import Testing

// Public messages: to everybody but the sender, in both dialects, as they were written.

@Suite struct PublicTests {
  @Test("A line goes to everybody else, once, and not back to its sender")
  func toAllOthers() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui", "Eva")
      try room[0].send("olá")
      try room[1].send("oi, Ana")
      try room[2].expect(where: { $0 == "Ana: olá" || $0 == "Rui: oi, Ana" })
      try room[2].expect(where: { $0 == "Ana: olá" || $0 == "Rui: oi, Ana" })
      try room[0].expect("Rui: oi, Ana")
      try room[1].expect("Ana: olá")
      try room[2].send("tchau")
      for other in room[..<2] { try other.expect("Eva: tchau") }
    }
  }

  @Test("Each dialect sees what is said in the other")
  func bothDialects() throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let numbered = try server.numbered("Rui")
      try plain.expect("* Rui entered")
      try plain.send("olá")
      try numbered.expect(3, "Ana: olá")
      try numbered.send("2 oi")
      try numbered.expect("+2 4")
      try plain.expect("Rui: oi")
    }
  }

  @Test("The time of a message is the journal's, in milliseconds since 1970")
  func time() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 oi")
      let line = try room[1].client.readLine()
      let entry = try server.journal.reader.entries(after: .init(2), through: .init(3), bytes: 1000)[0]
      #expect(line == "3 \(entry.milliseconds) Ana: oi")
      #expect(entry.milliseconds > 1_700_000_000_000)
    }
  }

  @Test("A doubled mark is the mark itself")
  func marks() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send(["##sair", "@@Rui oi", "###", "@@"])
      try room[1].expect(["Ana: #sair", "Ana: @Rui oi", "Ana: ##", "Ana: @"])
    }
  }

  @Test("Text is passed on as it is, blanks and all")
  func asItIs() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      let lines = [
        "  em frente", "no fim  ", "a\tb", "👩‍👩‍👧", "e\u{301}", "* Rui left", "Rui: oi", "! x", "\\n",
        "GET / HTTP/1.1", "?",
      ]
      try room[0].send(lines)
      try room[1].expect(lines.map { "Ana: \($0)" })
    }
  }

  @Test("An empty line is ignored")
  func emptyLine() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send(["", "a", "", "b"])
      try room[1].expect(["Ana: a", "Ana: b"])
      let numbered = try server.numbered("Eva")
      try numbered.send("", "2 c")
      try numbered.expect("+2 6")
      try room[1].expect(["* Eva entered", "Eva: c"])
    }
  }

  @Test("A text of several lines is several lines in the plain dialect, each with the name")
  func severalLines() throws {
    try TestServer.run { server in
      let plain = try server.plain("Ana")
      let room = try server.numberedRoom("Rui", "Eva")
      try plain.expect(["* Rui entered", "* Eva entered"])
      try room[0].send(#"2 um\n\\dois\\\n@Ana três"#, #"3 @Ana um\ndois"#)
      try room[1].expect(4, #"Rui: um\n\\dois\\\n@Ana três"#)
      try plain.expect([
        "Rui: um", #"Rui: \dois\"#, "Rui: @Ana três", "[privado] Rui: um", "[privado] Rui: dois",
      ])
      // A plain backslash is escaped for the numbered.
      try plain.send(#"c:\novo"#)
      try room[1].expect(6, #"Ana: c:\\novo"#)
    }
  }

  @Test("4096 bytes pass, whatever they are made of")
  func longest() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      let numbered = try server.numbered("Eva")
      for client in room { try client.expect("* Eva entered") }
      let ascii = String(repeating: "x", count: 4096)
      let wide = String(repeating: "語", count: 1365) + "x"
      let escaped = String(repeating: #"\\"#, count: 4096)
      try room[0].send([ascii, wide, "@Rui \(ascii)"])
      try room[1].expect(["Ana: \(ascii)", "Ana: \(wide)", "[privado] Ana: \(ascii)"])
      try numbered.expect(4, "Ana: \(ascii)")
      try numbered.expect(5, "Ana: \(wide)")
      try numbered.send("2 \(escaped)")
      try numbered.expect("+2 7")
      try room[1].expect("Eva: " + String(repeating: #"\"#, count: 4096))
    }
  }
}
