import TestSupport
import Testing

@Suite("A hostile server")
struct HostileServerTests {
  private static let welcome =
    "+1 1\n= room r1\n= session 8J0qTGkQ3mCkqk0yQ7nqLA\n= here ana\n= ready"

  @Test(
    "sends payloads by the thousand, and no byte of them that a terminal would obey reaches it",
    arguments: [true, false])
  func payloads(isPlain: Bool) throws {
    let count = PayloadCount.sent
    // The screen asks for what is older; answered, so that old lines among the payloads are shown.
    let older: [ScriptedServer.Step] = isPlain ? [] : [.expect("2 #historico 50 antes 1"), .send("+2 -")]
    let last = isPlain ? 2 : 3
    let server = try ScriptedServer([
      .tls(
        [.expect("1 ana"), .send(Self.welcome)] + older + [
          .stream(count: count) { number in
            var payloads = HostilePayloads(seed: UInt64(number))
            return payloads.nextLine(sequence: number + 1)
          },
          .flood("9000000# 1795456800000 eva: the-end-of-it", count: 50), .expect("\(last) #sair"),
          .send("+\(last) 99000000"), .close,
        ])
    ])
    let terminal = try start(server, isPlain: isPlain)
    // Of so many one is drawn in one piece.
    try terminal.wait(for: "the-end-of-it")
    if !isPlain { try look(around: terminal) }
    try terminal.type(isPlain ? "#sair\n" : "#sair\r")
    #expect(try terminal.finish() == .exit(0))
    #expect(server.finish() == [])
    #expect(terminal.output.complaints == [])
    // It was shown, and not only thrown away.
    #expect(terminal.mark > (isPlain ? 10 * count : 10_000))
  }

  @Test("cannot reach the terminal with what is no line at all", arguments: [true, false])
  func brokenLines(isPlain: Bool) throws {
    let nonsense: [[UInt8]] = [
      [0x00], Array("2 1795456800000 eva: \u{1B}[31m".utf8) + [0x00], [0xFF, 0x1B, 0x5B, 0x32, 0x4A],
      Array("2 1795456800000 \u{1B}]0;owned\u{7}".utf8) + [0xC0, 0x9B], [0x1B, 0x63, 0xED, 0xA0, 0x80],
      Array(repeating: 0x9B, count: 70_000),
    ]
    for bytes in nonsense {
      let server = try ScriptedServer([
        .tls([.expect("1 ana"), .send(Self.welcome), .stream(count: 1) { _ in bytes }])
      ])
      let terminal = try start(server, isPlain: isPlain)
      if isPlain { try terminal.wait(for: "trying") } else { try terminal.see("trying") }
      #expect(server.finish() == [])
      terminal.process.send(15)
      #expect(try terminal.finish() == .exit(0))
      #expect(terminal.output.complaints == [])
    }
  }

  @Test("cannot reach it before one is in the room", arguments: [true, false])
  func beforeTheRoom(isPlain: Bool) throws {
    try each { words in
      let server = try ScriptedServer([
        .tls([
          .expect("1 ana"),
          .send("= help \(words)\n!1 name-taken \(words)\n!1 \(words)\n!0 offence \(words)"),
          .cut,
        ])
      ])
      let terminal = try start(server, isPlain: isPlain)
      #expect(server.finish() == [])
      if isPlain { try terminal.wait(for: "closed the connection") } else { try terminal.see("Which") }
      try terminal.type("\u{4}")
      _ = try terminal.finish()
      return terminal
    }
  }

  @Test("cannot reach it with its last words", arguments: [true, false])
  func lastWords(isPlain: Bool) throws {
    try each { words in
      let server = try ScriptedServer([.tls([.expect("1 ana"), .send("!0 offence \(words)"), .close])])
      let terminal = try start(server, isPlain: isPlain)
      #expect(server.finish() == [])
      #expect(try terminal.finish() == .exit(69))
      return terminal
    }
  }

  /// Has a payload of every kind said, and looks at what the terminal got.
  private func each(_ play: (String) throws -> PseudoTerminal) throws {
    var payloads = HostilePayloads(seed: 7)
    for _ in 0..<16 {
      let words = String(decoding: payloads.next().filter { $0 != 0 }, as: UTF8.self)
      let terminal = try play(words)
      #expect(terminal.output.complaints == [], "\(words.debugDescription)")
    }
  }

  /// What is further up is drawn too, page by page; then the people and their names are tried.
  private func look(around terminal: PseudoTerminal) throws {
    for _ in 0..<PayloadCount.sent / 100 {
      let mark = terminal.mark
      try terminal.type("\u{1B}[5~\u{C}")
      // The last row but one, of a picture drawn anew.
      try terminal.wait(for: "F1", after: mark)
    }
    try terminal.type("\u{1B}[<0;3;9M\u{1B}[<0;70;5M\t")
    // Whatever a click has put into the field stands before it.
    try terminal.type("the-field")
    try terminal.see("the-field")
    try terminal.type("\u{3}")
  }

  private func start(_ server: ScriptedServer, isPlain: Bool) throws -> PseudoTerminal {
    try PseudoTerminal(
      [
        try TestPrograms.path(of: "papo"), "--language", "en", "--name", "ana", "--pin", "\(server.pin)",
        "\(server.address)",
      ] + (isPlain ? ["--plain"] : []))
  }
}
