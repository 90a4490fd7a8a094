import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("A stranger under a friend's name, on a terminal")
struct StrangersOnTerminalTests {
  private let folder: TemporaryFolder
  private let people: KnownPeople
  private let known: PublicKeyPin
  private let shown: PublicKeyPin

  init() throws {
    folder = try TemporaryFolder()
    people = KnownPeople(path: folder.path + "/papo/known_people")
    known = try TestCertificates.good.key.pin
    shown = try TestCertificates.otherKey.key.pin
  }

  @Test("is asked about on the full screen before a private message goes out")
  func screen() throws {
    let server = try server(
      [.expect("2 #historico 50 antes 10"), .send("+2 -"), .expect("3 @bia segredo"), .send("+3 11")], last: 4
    )
    try know(server)
    let terminal = try TmuxTerminal(
      try command(server, ["--language", "pt"]), columns: 100,
      environment: ["XDG_STATE_HOME": folder.path])
    try terminal.wait(for: "o nome bia pertence a outra chave, não à conhecida desde 1970-01-01")
    try terminal.enter("@bia segredo")
    try terminal.wait("the question") {
      $0.row(of: "\(known)") != nil && $0.row(of: "\(shown)") != nil
        && $0.row(of: "Enviar mesmo assim?") != nil
    }
    try terminal.enter("s")
    try terminal.wait(for: "você → bia✦: segredo ✓")
    try terminal.enter("#sair")
    #expect(try terminal.waitForEnd() == .exit(0))
    #expect(server.finish() == [])
    #expect(try people.all().map(\.pins) == [[shown]])
  }

  @Test("is asked about on plain lines, and gets nothing on a no")
  func plain() throws {
    let server = try server([.expect("2 oi"), .send("+2 11")], last: 3)
    try know(server)
    let terminal = try PseudoTerminal(
      try command(server, ["--plain", "--language", "en"]), term: "xterm-256color",
      environment: ["XDG_STATE_HOME": folder.path])
    try terminal.wait(for: "welcome, ana! 2 here: ana, bia✦")
    try terminal.type("@bia secret\n")
    try terminal.wait(for: "shown: \(shown)\r\n")
    try terminal.wait(for: "send the private message to bia all the same? [y/N] ")
    try terminal.type("n\n")
    try terminal.wait(for: "! not sent: @bia secret\r\n")
    try terminal.type("oi\n#quit\n")
    #expect(try terminal.finish() == .exit(0))
    #expect(server.finish() == [])
    #expect(try people.all().map(\.pins) == [[known]])
  }

  /// A room with Bia, whose name belongs to another key than is known. The steps come between entering and
  /// leaving, which has the number `last`.
  private func server(_ steps: [ScriptedServer.Step], last: Int) throws -> ScriptedServer {
    let welcome =
      "+1 10\n= room r1\n= session AAAAAAAAAAAAAAAAAAAAAA\n= here ana bia\n= key bia \(shown)\n= ready"
    return try ScriptedServer([
      .tls(
        [.expect("1 ana"), .send(welcome)] + steps
          + [.expect("\(last) #…"), .send("+\(last) 12"), .close])
    ])
  }

  private func know(_ server: ScriptedServer) throws {
    try people.keep(
      KnownPerson(
        address: server.address, name: try Name("bia"), pins: [known], firstSeen: Day(seconds: 0)))
  }

  private func command(_ server: ScriptedServer, _ more: [String]) throws -> [String] {
    [try TestPrograms.path(of: "papo"), "--name", "ana", "--pin", "\(server.pin)"] + more
      + ["\(server.address)"]
  }
}
