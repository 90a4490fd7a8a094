import ChatClient
import TestSupport
import Testing

@Suite("A room on several servers, on the screen")
struct MovingOnTerminalTests {
  private static let token = "AAAAAAAAAAAAAAAAAAAAAA"

  @Test("goes on with the second when the first is gone, and shows it")
  func moves() throws {
    let second = try ScriptedServer([
      .tls([
        .expect("4 #retomar \(Self.token) 10"), .send("+4 -\n= room r1\n= ready\n11 5 bia: cheguei"),
        .expect("3 alô"), .send("+3 12"), .expect("5 #sair"), .send("+5 13"), .close,
      ])
    ])
    let first = try ScriptedServer([
      .tls([
        .expect("1 ana"),
        .send("+1 10\n= room r1\n= nodes - \(second.address),\(second.pin)\n= session \(Self.token)"),
        .send("= here ana bia\n= ready"), .expect("2 #historico 50 antes 10"), .send("+2 -"),
        .expect("3 alô"), .cut,
      ])
    ])
    let ana = try TmuxTerminal(
      [
        try TestPrograms.path(of: "papo"), "--language", "en", "--guest", "--name", "ana", "--pin",
        "\(first.pin)", "\(first.address)",
      ], columns: 120)
    try ana.waitForRoom()
    try ana.enter("alô")
    try ana.wait(for: "ana: alô ✓")
    let after = try ana.wait("the title") { $0.rows[0].contains("\(second.address)") }
    let order = [
      "connection lost", "moved to \(second.address)", "connected again", "bia: cheguei", "ana: alô ✓",
    ].map { text in after.rows.indices.filter { after.rows[$0].contains(text) } }
    #expect(order.allSatisfy { $0.count == 1 }, "\(after)")
    #expect(order.flatMap(\.self) == order.flatMap(\.self).sorted(), "\(after)")
    try ana.press("C-d")
    #expect(try ana.waitForEnd() == .exit(0))
    #expect(first.finish() == [] && second.finish() == [])
  }
}
