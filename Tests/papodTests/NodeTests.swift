import Glibc
import Reactor
import TLS
import TestSupport
import Testing

@Suite("papods that share a stream")
struct NodeTests {
  private let nats: TestNATSServer
  private var folder: String { nats.folder.path }

  init() throws { nats = try TestNATSServer() }

  private func start(_ number: Int, _ more: String...) throws -> PapodUnderTest {
    _ = try CertificateFiles.makeOrRenew(directory: "\(folder)/certs", days: 1)
    return try PapodUnderTest(
      [
        "serve", "--listen", "127.0.0.1:0", "--language", "en", "--certificate", "\(folder)/certs/server.crt",
        "--key", "\(folder)/certs/server.key", "--nats-mirror", "\(folder)/state/mirror\(number).db",
        "--journal", "nats://127.0.0.1:\(nats.port)/ROOM", "--lease", "2",
      ] + more)
  }

  private func plain(_ name: String, _ address: SocketAddress, _ pin: PublicKeyPin) throws -> TestClient {
    var configuration = TLSConfiguration.client(trusting: [pin])
    configuration.applicationProtocols = []
    let client = try TestClient(address, configuration)
    try client.send(name)
    try client.readLines(through: { $0.hasPrefix("* Hello, \(name)!") })
    return client
  }

  private func numbered(
    _ name: String, _ address: SocketAddress, _ pin: PublicKeyPin
  ) throws -> NumberedClient {
    let client = try TestClient(address, .client(trusting: [pin]))
    try client.send("1 \(name)")
    return try NumberedClient(entering: client)
  }

  @Test("are one room, and notice where one of them is killed")
  func killed() throws {
    let first = try start(1, "--announce", "chat.example:7443")
    let (there, pin) = try first.listening()
    let words = first.said.split(separator: "\n").map(String.init)
    #expect(words.last == "join with: papo chat.example --pin \(pin)")
    #expect(words.contains { $0.hasPrefix("link papo://chat.example:7443/?pin=") })
    let second = try start(2)
    let (here, _) = try second.listening()
    let eva = try plain("Eva", there, pin)
    let ana = try numbered("Ana", there, pin)
    let rui = try numbered("Rui", here, pin)
    #expect(rui.here == ["Eva", "Ana", "Rui"])
    #expect(rui.nodes == ["\(here),\(pin)", "chat.example:7443,\(pin)"])
    try eva.readLines(through: { $0 == "* Rui entered" })
    let cursor = try ana.client.hear("* joined Rui")
    try rui.send("2 oi")
    try rui.client.hear(answerTo: 2)
    try ana.client.hear("Rui: oi")
    kill(first.process.processIdentifier, SIGKILL)
    #expect(try rui.client.readNodes() == ["\(here),\(pin)"])
    try rui.client.hear("* left Eva lost")
    let again = try TestClient(here, .client(trusting: [pin]))
    try again.send("2 #retomar \(ana.token) \(cursor)")
    try again.hearResumed(2, in: ana.room)
    try again.hear("Rui: oi")
    try again.hear("* left Eva lost")
    second.process.terminate()
    let outcome = second.outcome()
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("a node ended"), "\(outcome.errors)")
  }

  @Test("take one that was stopped for gone, and have it back when it goes on")
  func stopped() throws {
    let first = try start(1)
    let (there, pin) = try first.listening()
    let second = try start(2)
    let (here, _) = try second.listening()
    let ana = try numbered("Ana", there, pin)
    let eva = try plain("Eva", there, pin)
    let rui = try numbered("Rui", here, pin)
    let cursor = try ana.client.hear("* joined Eva")
    try ana.client.hear("* joined Rui")
    kill(first.process.processIdentifier, SIGSTOP)
    #expect(try rui.client.readNodes() == ["\(here),\(pin)"])
    try rui.client.hear("* left Eva lost")
    kill(first.process.processIdentifier, SIGCONT)
    #expect(try Set(rui.client.readNodes()) == ["\(here),\(pin)", "\(there),\(pin)"])
    try eva.readLines(through: { $0.hasPrefix("* this server has lost touch with the room: ") })
    // Where it is slow to find its way back, it sends its people to the other one.
    var client = ana.client
    if try client.hear() == "= bye" {
      client = try TestClient(here, .client(trusting: [pin]))
      try client.send("2 #retomar \(ana.token) \(cursor)")
      try client.readLines(through: { $0.hasSuffix(" * left Eva lost") })
    }
    try client.send("3 ainda aqui")
    try client.readLines(through: { $0.hasPrefix("+3 ") })
    try rui.client.hear("Ana: ainda aqui")
  }

  @Test(
    "take no address that is none",
    arguments: [
      "", "host", "host:", "host:0", "host:65536", ":7443", "a b:1", "a,b:1", "::1:7443", "[::1]", "[host]:1",
      "[fe80::1%lo]:1", String(repeating: "x", count: 127) + ":1",
    ])
  func noAddress(_ address: String) throws {
    let outcome = try start(1, "--announce", address).outcome()
    #expect(outcome.code == 64 && outcome.output.isEmpty, "\(outcome)")
  }

  @Test(
    "take hosts and ports, and leases of 2 to 300 s",
    arguments: [
      ("host:65535", "2"), ("192.0.2.7:1", "300"), ("[2001:db8::7]:7443", "10"),
      (String(repeating: "x", count: 126) + ":1", "10"),
    ])
  func accepted(_ address: String, _ lease: String) throws {
    nats.kill()
    let outcome = try start(1, "--announce", address, "--lease", lease).outcome()
    #expect(outcome.code == 1 && outcome.errors.contains("cannot be reached"), "\(outcome)")
  }

  @Test("take no other lease", arguments: ["1", "301"])
  func noLease(_ lease: String) throws {
    let outcome = try start(1, "--lease", lease).outcome()
    #expect(outcome.code == 64)
    #expect(outcome.errors.hasPrefix("Error: --lease takes 2 to 300 seconds"))
  }

  @Test("alone have these options", arguments: [["--announce", "host:1"], ["--lease", "10"]])
  func otherJournals(_ options: [String]) throws {
    let outcome = try PapodUnderTest(["serve", "--journal", "memory"] + options).outcome()
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("--announce and --lease belong to --journal nats://"))
  }
}
