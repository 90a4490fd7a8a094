import Glibc
import Reactor
import Sandbox
import TLS
import TestSupport
import Testing

import class Foundation.FileManager

@Suite("papod in its sandbox")
struct ConfinementTests {
  /// A line of /proc/PID/status or of /proc/PID/limits, its words behind the name.
  private func field(_ name: String, of file: String, _ papod: PapodUnderTest) throws -> [Substring] {
    let path = "/proc/\(papod.process.processIdentifier)/\(file)"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix(name) })
    return line.dropFirst(name.count).split { $0 == " " || $0 == "\t" }
  }

  /// papod with a certificate and a journal in files.
  private func start(in folder: TemporaryFolder, _ more: String...) throws -> PapodUnderTest {
    _ = try CertificateFiles.makeOrRenew(
      directory: "\(folder.path)/certs", hostNames: [], ipAddresses: [], days: 1)
    return try PapodUnderTest(
      [
        "serve", "--listen", "127.0.0.1:0", "--language", "en",
        "--certificate", "\(folder.path)/certs/server.crt", "--key", "\(folder.path)/certs/server.key",
        "--journal", "\(folder.path)/journal/journal.db",
      ] + more)
  }

  private func enter(_ name: String, _ papod: PapodUnderTest) throws -> NumberedClient {
    let (address, pin) = try papod.listening()
    let client = try TestClient(address, .client(trusting: [pin]))
    try client.send("1 \(name)")
    return try NumberedClient(entering: client)
  }

  @Test(
    "has no way to privileges, no other system calls and no core dumps, and can be looked at",
    .enabled(if: Sandbox.isPossible))
  func confined() throws {
    let folder = try TemporaryFolder()
    let papod = try start(in: folder)
    _ = try enter("Ana", papod)
    #expect(try field("NoNewPrivs:", of: "status", papod) == ["1"])
    #expect(try field("Seccomp:", of: "status", papod) == ["2"])
    #expect(try field("Max core file size", of: "limits", papod).prefix(2) == ["1", "1"])
    // What the load generator reads of a server.
    #expect(try !field("Rss:", of: "smaps_rollup", papod).isEmpty)
    papod.process.terminate()
    #expect(!papod.outcome().errors.contains("sandbox"))
  }

  @Test("serves, keeps its journal, and finds it again")
  func serves() throws {
    let folder = try TemporaryFolder()
    let first = try start(in: folder)
    let ana = try enter("Ana", first)
    try ana.send("2 olá", "3 #historico 10")
    try ana.expect(prefix: "+2 ")
    try ana.client.expect(where: { $0.hasSuffix(" Ana: olá") })
    try ana.expect("+3 -")
    first.process.terminate()
    #expect(first.outcome().code == 0)
    let second = try start(in: folder)
    let rui = try enter("Rui", second)
    try rui.send("2 #historico 10")
    try rui.client.expect(where: { $0.hasSuffix(" Ana: olá") })
    second.process.terminate()
    #expect(second.outcome().code == 0)
  }

  @Test("gives nothing up where it is told not to, and says so")
  func without() throws {
    let folder = try TemporaryFolder()
    let papod = try start(in: folder, "--no-sandbox")
    _ = try enter("Ana", papod)
    #expect(try field("Seccomp:", of: "status", papod) == ["0"])
    #expect(try field("NoNewPrivs:", of: "status", papod) == ["0"])
    papod.process.terminate()
    #expect(papod.outcome().errors.contains(" notice papod: [papod] no sandbox"))
  }
}
