import Glibc
import TLS
import TestSupport
import Testing

@Suite("papod and its key")
struct PapodKeysTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    _ = try CertificateFiles.makeOrRenew(directory: folder.path, days: 1)
  }

  @Test("says at its start where it is, by which key it is known, how that is read aloud, and a link")
  func startLines() throws {
    let next = try CertificateFiles.makeNext(directory: folder.path, days: 1).pin
    let papod = try TestPapod(folder)
    let pin = try today()
    let address = try papod.address()
    #expect(papod.line(after: "pin ") == "\(pin)")
    #expect(papod.line(after: "aloud ") == "\(SpokenPin(pin))")
    let link = "papo://\(address)/?pin=\(pin)%3B\(next)".replacing("+", with: "%2B")
    #expect(papod.line(after: "link ") == link)
    #expect(papod.line(after: "join with: ") == "papo \(address) --pin \(pin)")
  }

  @Test("reads both files again at SIGHUP, and disconnects nobody")
  func reload() throws {
    let papod = try TestPapod(folder)
    let old = try today()
    let ana = try enter(papod, "Ana", old)
    let next = try CertificateFiles.makeNext(directory: folder.path, days: 1)
    papod.send(SIGHUP)
    try ana.expect("= next \(next.pin)")
    try papod.wait(for: "next=\(next.pin)")
    _ = try CertificateFiles.rotate(directory: folder.path, days: 1, now: next.notBefore, early: true)
    papod.send(SIGHUP)
    try papod.wait(for: "pin=\(next.pin)")
    let rui = try enter(papod, "Rui", next.pin)
    #expect(rui.next == nil)
    try ana.expect(rui.entered, "* joined Rui")
    try ana.send("2 oi")
    try rui.client.expect { $0.hasSuffix("Ana: oi") }
    papod.send(SIGTERM)
    #expect(papod.end() == .exit(0))
    #expect(!papod.written.contains("never announced"))
  }

  @Test(
    "changes nothing where a file is broken, and says so",
    arguments: ["server.crt", "server.key", "next.crt", "next open", "mismatch", "open", "gone"])
  func broken(how: String) throws {
    let papod = try TestPapod(folder)
    let pin = try today()
    let ana = try enter(papod, "Ana", pin)
    let key = folder.path + "/server.key"
    switch how {
    case "mismatch": try PrivateFile.replace(key, with: try PrivateKey.generate().pem)
    case "next open":
      _ = try CertificateFiles.makeNext(directory: folder.path, days: 1)
      #expect(unsafe chmod(folder.path + "/next.crt", 0o644) == 0)
    case "open": #expect(unsafe chmod(key, 0o644) == 0)
    case "gone": try PrivateFile.remove(folder.path + "/server.crt")
    default: try PrivateFile.replace(folder.path + "/" + how, with: Array("broken".utf8))
    }
    papod.send(SIGHUP)
    try papod.wait(for: "nothing was reloaded")
    let rui = try enter(papod, "Rui", pin)
    try ana.expect(rui.entered, "* joined Rui")
    // Nor does it spoil the next attempt.
    try PrivateFile.remove(folder.path + "/next.crt")
    try PrivateFile.remove(key)
    _ = try CertificateFiles.makeOrRenew(directory: folder.path, days: 1)
    papod.send(SIGHUP)
    try papod.wait(for: "never announced")
    _ = try enter(papod, "Eva", try today())
  }

  private func today() throws -> PublicKeyPin {
    try Certificate(file: folder.path + "/server.crt").pin
  }

  private func enter(_ papod: TestPapod, _ name: String, _ pin: PublicKeyPin) throws -> NumberedClient {
    let client = try TestClient(try papod.address(), .client(trusting: [pin]))
    try client.send("1 \(name)")
    return try NumberedClient(entering: client)
  }
}
