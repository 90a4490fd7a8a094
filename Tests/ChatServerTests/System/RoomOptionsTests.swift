import Glibc
import Reactor
import TLS
import TestSupport
import Testing

import class Foundation.FileHandle
import class Foundation.FileManager

/// The built papod with `--admin` and `--members`.
@Suite("papod, told who runs the room and who may enter")
struct RoomOptionsTests {
  private let folder: TemporaryFolder
  private let person: Credentials
  private var pin: PublicKeyPin { person.certificate.pin }

  init() throws {
    folder = try TemporaryFolder()
    person = try TestCertificates.newPerson()
  }

  @Test("lets in who is in the file, and takes commands from who runs it")
  func serves() throws {
    let admin = try TestCertificates.newPerson()
    let list = try write("# friends\n\(pin)  # Beto\n")
    let second = try TestCertificates.newPerson().certificate.pin
    let papod = try start([
      "--members", list, "--admin", "\(admin.certificate.pin)", "--admin", "\(second)",
    ])
    let beto = try NumberedClient(entering: try enter(papod, "Beto", person))
    let ana = try NumberedClient(entering: try enter(papod, "Ana", admin))
    try enter(papod, "Eva", nil).expect(prefix: "!1 not-a-member ")
    try ana.send("2 #expulsar Beto")
    try ana.client.readLines(through: { $0 == "+2 3" })
    try beto.client.readLines(through: { $0.hasPrefix("!0 offence ") })
    papod.send(SIGTERM)
    #expect(papod.end() == .exit(0))
  }

  @Test("reads the list again at SIGHUP, and keeps the one it had where a line is none")
  func reload() throws {
    let other = try TestCertificates.newPerson()
    let list = try write("\(pin)")
    let papod = try start(["--members", list])
    let beto = try NumberedClient(entering: try enter(papod, "Beto", person))
    try enter(papod, "Eva", other).expect(prefix: "!1 not-a-member ")
    _ = try write("\(other.certificate.pin)\nEva")
    papod.send(SIGHUP)
    try papod.wait(for: "nothing was reloaded")
    #expect(papod.written.contains("\(list), line 2: that is no key"))
    try beto.send("2 #quem")
    try beto.expect("= here Beto", "+2 -")
    _ = try write("\(other.certificate.pin)")
    papod.send(SIGHUP)
    try papod.wait(for: "members=1")
    try beto.client.readLines(through: { $0.hasPrefix("!0 offence ") })
    _ = try NumberedClient(entering: try enter(papod, "Eva", other))
  }

  @Test(
    "says which line of the file is none, and ends",
    arguments: [("C", "line 2: that is no key"), ("pt_BR.UTF-8", "linha 2: isso não é uma chave")])
  func badLine(language: String, words: String) throws {
    let list = try write("# friends\nBeto\n")
    let (papod, output) = try begin(["--throwaway", "--members", list], language: language)
    #expect(papod.end() == .exit(1))
    #expect(try said(output).contains("\(list), \(words)"))
  }

  @Test("says that the file is not there, and ends")
  func missing() throws {
    let path = folder.path + "/nobody"
    let (papod, output) = try begin(["--throwaway", "--members", path])
    #expect(papod.end() == .exit(1))
    #expect(try said(output).contains("the list of members, \(path): there is no such file"))
  }

  @Test("takes no admin that is no key")
  func badAdmin() throws {
    let (papod, output) = try begin(["--throwaway", "--admin", "Ana"])
    #expect(papod.end() == .exit(64))
    #expect(try said(output).contains("--admin"))
  }

  private func write(_ text: String) throws -> String {
    let path = folder.path + "/members"
    try PrivateFile.replace(path, with: Array(text.utf8))
    return path
  }

  /// One that listens.
  private func start(_ arguments: [String]) throws -> TestPapod {
    let server = try TestCertificates.good
    try PrivateFile.replace(folder.path + "/server.crt", with: server.certificate.pem)
    try PrivateFile.replace(folder.path + "/server.key", with: server.key.pem)
    return try TestPapod(folder, arguments)
  }

  private func enter(_ papod: TestPapod, _ name: String, _ key: Credentials?) throws -> TestClient {
    var configuration = TLSConfiguration.client(trusting: [try TestCertificates.good.certificate.pin])
    configuration.credentials = key
    let client = try TestClient(try papod.address(), configuration)
    try client.send("1 \(name)")
    return client
  }

  /// One that ends by itself.
  private func begin(_ arguments: [String], language: String = "C") throws -> (TestProcess, String) {
    let output = folder.path + "/output"
    try #require(FileManager.default.createFile(atPath: output, contents: nil))
    let handle = try #require(FileHandle(forWritingAtPath: output))
    let process = try TestProcess(
      [try TestPrograms.path(of: "papod"), "serve"] + arguments, environment: ["LC_ALL": language],
      output: handle.fileDescriptor)
    return (process, output)
  }

  private func said(_ output: String) throws -> String {
    String(decoding: try PrivateFile.read(output, rules: .publicFile), as: UTF8.self)
  }
}
