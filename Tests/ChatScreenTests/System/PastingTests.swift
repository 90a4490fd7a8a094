import TestSupport
import Testing

@Suite("Pasting into a real terminal")
struct PastingTests {
  @Test("makes many lines one message, whatever is in them, and sends only on Enter")
  func oneMessage() throws {
    try TestServer.run { server in
      let beto = try server.numbered("beto")
      let ana = try server.screen()
      try beto.client.expect { $0.hasSuffix("* joined ana") }
      try ana.paste("um\n#sair\n\tdois 日本\n")
      let pasted = try ana.wait(for: "dois 日本")
      #expect(pasted.row(of: "> um") == 20)
      #expect(pasted.row(of: "ana: um") == nil)
      try ana.press("Enter")
      try beto.client.expect { $0.hasSuffix("ana: um\\n#sair\\n\tdois 日本") }
      try ana.wait(for: "日本 ✓")
    }
  }

  @Test("more than 64 lines asks, and sends several messages that lose nothing")
  func tooManyLines() throws {
    try TestServer.run { server in
      let beto = try server.numbered("beto")
      let ana = try server.screen()
      try beto.client.expect { $0.hasSuffix("* joined ana") }
      let lines = (1...65).map { "linha \($0)" }
      try ana.paste(lines.joined(separator: "\n"))
      try ana.wait(for: "linha 65")
      try ana.press("Enter")
      try ana.wait(for: "Send it as 2 messages?")
      try ana.type("n")
      try ana.wait(for: "[ Send ]")
      try ana.press("Enter")
      try ana.click(on: "[ Yes ]")
      let parts = try (1...2).map { _ in
        try beto.client.expect { $0.contains(" ana: linha ") }.split(separator: "ana: ", maxSplits: 1)[1]
      }
      #expect(parts.joined(separator: "\\n") == lines.joined(separator: "\\n"))
    }
  }

  @Test("control characters and sequences types none of them and obeys none of them")
  func hostile() throws {
    try TestServer.run { server in
      let beto = try server.numbered("beto")
      let ana = try server.rawScreen()
      try beto.client.expect { $0.hasSuffix("* joined ana") }
      let modes = ana.output.modes
      for seed in 1...PayloadCount.pastes {
        var payloads = HostilePayloads(seed: UInt64(seed))
        // Ctrl-C takes away what it left in the field; where that were empty, it would ask about leaving.
        try ana.send(Array("\u{1B}[200~x".utf8) + payloads.next() + Array("\u{1B}[201~\u{3}".utf8))
      }
      try ana.type("fim-de-tudo\r")
      let line = try beto.client.expect { $0.contains(" ana: ") }
      #expect(line.hasSuffix("ana: fim-de-tudo"))
      try ana.see("fim-de-tudo")
      try ana.type("#sair\r")
      #expect(try ana.finish() == .exit(0))
      #expect(ana.output.complaints == [])
      #expect(modes.isSuperset(of: [1049, 2004]))
    }
  }
}
