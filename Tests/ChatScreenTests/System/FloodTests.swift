import ChatClient
import TestSupport
import Testing

@Suite("A flood of messages")
struct FloodTests {
  @Test("keeps nobody from typing, shows its newest, and leaves but the newest to be looked at")
  func typing() throws {
    let count = 20_000
    let welcome = "+1 1\n= room r1\n= session 8J0qTGkQ3mCkqk0yQ7nqLA\n= here ana eva\n= ready"
    let server = try ScriptedServer([
      .tls([
        .expect("1 ana"), .send(welcome), .expect("2 #historico 50 antes 1"), .send("+2 -"),
        .expect("3 antes"), .send("+3 2"),
        .stream(count: count) { Array("\($0 + 2) 1795456800000 eva: linha-\($0).".utf8) },
        .expect("4 durante"), .send("+4 90000\n90001 1795456800000 eva: a-última"),
        .expect("5 #sair"), .send("+5 90002"), .close,
      ])
    ])
    let terminal = try TmuxTerminal([
      try TestPrograms.path(of: "papo"), "--language", "en", "--name", "ana", "--pin", "\(server.pin)",
      "\(server.address)",
    ])
    try terminal.waitForRoom()
    // Both lie in the terminal before the first of the flood is answered to.
    try terminal.send(Array("antes\rdurante\rescrito".utf8))
    // Between the two stands a day, unless today is that of the flood.
    try terminal.wait("the newest, and what was typed") {
      guard let own = $0.row(of: "ana: durante ✓") else { return false }
      return own < 21 && $0.rows[21].contains("a-última") && $0.field.hasPrefix("> escrito")
    }
    try terminal.press("C-u", "Home")
    let oldest = try terminal.wait("the beginning") { $0.row(of: "linha-\(count).") == nil }
    let numbers = oldest.rows[1...21].compactMap { $0.firstMatch(of: /linha-(\d+)\./) }.map { Int($0.1) ?? 0 }
    #expect(try #require(numbers.first) > count - 2 * Transcript.standardEntries)
    #expect(oldest.row(of: "welcome") == nil)
    try terminal.enter("#sair")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(server.finish() == [])
  }
}
