import Glibc
import Reactor
import TLS
import TestSupport
import Testing

@Suite("papod with its journal on NATS")
struct StreamTests {
  private let nats: TestNATSServer
  private var folder: String { nats.folder.path }

  init() throws { nats = try TestNATSServer() }

  private func start(_ more: String..., language: String = "C") throws -> PapodUnderTest {
    _ = try CertificateFiles.makeOrRenew(directory: "\(folder)/certs", days: 1)
    return try PapodUnderTest(
      [
        "serve", "--listen", "127.0.0.1:0", "--certificate", "\(folder)/certs/server.crt", "--key",
        "\(folder)/certs/server.key", "--nats-mirror", "\(folder)/state/mirror.db", "--journal",
      ] + (more.isEmpty ? ["nats://127.0.0.1:\(nats.port)/ROOM"] : more), language: language)
  }

  private func enter(_ name: String, _ papod: PapodUnderTest) throws -> NumberedClient {
    let (address, pin) = try papod.listening()
    let client = try TestClient(address, .client(trusting: [pin]))
    try client.send("1 \(name)")
    return try NumberedClient(entering: client)
  }

  @Test("serves in its sandbox, outlives its servers, and finds all of it again")
  func serves() throws {
    let first = try start()
    let ana = try enter("Ana", first)
    try ana.send("2 olá")
    try ana.expect(prefix: "+2 ")
    // Only a connection that papod makes in its sandbox can answer this.
    try nats.restart()
    try ana.send("3 ainda aí?")
    try ana.expect(prefix: "+3 ")
    first.process.terminate()
    let outcome = first.outcome()
    #expect(outcome.code == 0)
    #expect(!outcome.errors.contains("not whole") && !outcome.errors.contains("error"), "\(outcome.errors)")
    let second = try start()
    let rui = try enter("Rui", second)
    try rui.send("2 #historico 10")
    try rui.client.expect(where: { $0.hasSuffix(" Ana: olá") })
    try rui.client.expect(where: { $0.hasSuffix(" Ana: ainda aí?") })
    second.process.terminate()
    #expect(second.outcome().code == 0)
  }

  @Test(
    "says that nobody answers, and ends",
    arguments: [
      ("C", "the journal at nats://127.0.0.1:PORT/ROOM cannot be reached: "),
      ("pt_BR.UTF-8", "o diário em nats://127.0.0.1:PORT/ROOM não está ao alcance: "),
    ])
  func absent(language: String, words: String) throws {
    nats.kill()
    let outcome = try start("nats://ana:s3cret@127.0.0.1:\(nats.port)/ROOM", language: language).outcome()
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains(words.replacing("PORT", with: "\(nats.port)")), "\(outcome.errors)")
    #expect(!outcome.errors.contains("s3cret"))
  }

  @Test("takes no place that is none, and shows no password of it")
  func misspelt() throws {
    for place in ["nats://ana:s3cret@h", "nats://ana:s3cret@h/a.b", "tls://ana:s3cret@h/R"] {
      let outcome = try start(place).outcome()
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains("--journal takes nats://HOST:PORT,HOST:PORT/STREAM"))
      #expect(!outcome.errors.contains("s3cret"))
    }
  }

  @Test("takes the options of a stream for nothing else, and a certificate with its key alone")
  func options() throws {
    let other = try start("memory").outcome()
    #expect(other.code == 64 && other.errors.contains("belong to --journal nats://"))
    let half = try start("nats://h/R", "--nats-cert", "x").outcome()
    #expect(half.code == 64 && half.errors.contains("belong together"))
  }
}
