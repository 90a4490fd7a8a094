import Glibc
import Reactor
import TLS
import TestSupport
import Testing

@Suite("papod certificate and papod pin")
struct PapodCommandsTests {
  private let folder: TemporaryFolder
  private let certs: String

  init() throws {
    folder = try TemporaryFolder()
    certs = folder.path + "/certs"
  }

  @Test("make a key, the next one, and the change from one to the other, each where it may be")
  func change() throws {
    try expect(["--renew"], .exit(1), "there is no such file")
    try expect(["--next"], .exit(1), "papod certificate makes the first")
    try expect(["--rotate"], .exit(1), "papod certificate --next makes one")
    let first = try certificate([])
    let today = try pin("server.crt")
    let (crt, key) = (certs + "/server.crt", certs + "/server.key")
    #expect(first == "pin \(today)\naloud \(SpokenPin(today))\nmade \(crt) and \(key)\n")
    let renewed = "pin \(today)\naloud \(SpokenPin(today))\nrenewed \(crt); the key in \(key) is the same\n"
    #expect(try certificate(["--renew"]) == renewed)
    #expect(try certificate([]) == renewed)
    let second = try certificate(["--next", "--host", "chat.example.org"])
    let next = try pin("next.crt")
    #expect(
      second
        == "next \(next)\naloud \(SpokenPin(next))\nmade \(certs)/next.crt and \(certs)/next.key\n")
    #expect(try pin("server.crt") == today)
    try expect(["--next"], .exit(1), "--force puts another in its place")
    #expect(try pin("next.crt") == next)
    try expect(["--next", "--force"], .exit(0), "next sha256//")
    let other = try pin("next.crt")
    #expect(other != next)
    try expect(["--rotate"], .exit(1), "30 of them are still to come")
    #expect(try pin("server.crt") == today)
    let rotated = try certificate(["--rotate", "--force"])
    #expect(
      rotated
        == "pin \(other)\naloud \(SpokenPin(other))\nthe next key is today's now: \(crt) and \(key)\n")
    #expect(try pin("server.crt") == other)
  }

  @Test(
    "say how many days a next key is to be announced yet",
    arguments: [
      (Int64(1), "en_US.UTF-8", "and 1 of them is still to come"),
      (2, "en_US.UTF-8", "and 2 of them are still to come"), (1, "pt_BR.UTF-8", "falta 1 dia para"),
      (2, "pt_BR.UTF-8", "faltam 2 dias para"),
    ])
  func early(days: Int64, language: String, words: String) throws {
    try expect([], .exit(0), "")
    try expect(["--next"], .exit(0), "")
    let key = try PrivateKey(file: certs + "/next.key")
    let start = Clock.wallMilliseconds / 1_000 - (CertificateFiles.announcedDays - days) * 86_400 - 3_600
    let older = try Certificate.selfSigned(
      key: key, commonName: "a", hostNames: ["a"], ipAddresses: [], notBefore: start,
      notAfter: start + 90 * 86_400)
    try PrivateFile.replace(certs + "/next.crt", with: older.pem)
    let run = try TestPrograms.run(
      "papod", ["certificate", "--directory", certs, "--rotate"], in: folder,
      environment: ["LC_ALL": language])
    #expect(run.end == .exit(1))
    #expect(run.output.contains(words), "\(run.output)")
  }

  @Test(
    "take no arguments that make no sense together",
    arguments: [["--next", "--rotate"], ["--renew", "--next"], ["--force"], ["--renew", "--force"]])
  func nonsense(arguments: [String]) throws {
    try expect(arguments, .exit(EX_USAGE), "")
    #expect(throws: TLSError.self) { try pin("server.crt") }
  }

  @Test("print the pin alone in a pipe, and the link behind it where they are told the host")
  func pinInPipe() throws {
    try expect([], .exit(0), "pin ")
    let today = try pin("server.crt")
    #expect(try print([]) == "\(today)\n")
    let link = "papo://192.0.2.7/?pin=\(today)".replacing("+", with: "%2B")
    #expect(try print(["--host", "192.0.2.7"]) == "\(today)\n\(link)\n")
    try expect(["--next"], .exit(0), "next ")
    let both = link + "%3B\(try pin("next.crt"))".replacing("+", with: "%2B")
    #expect(try print(["--host", "192.0.2.7"]) == "\(today)\n\(both)\n")
    for host in ["", "h/x", "ana@h", "::1", "h?", "h%41"] {
      let refused = try TestPrograms.run("papod", ["pin", certs + "/server.crt", "--host", host], in: folder)
      #expect(refused.end == .exit(EX_USAGE), "\(host)")
    }
  }

  @Test("show a terminal how the pin is read aloud, and the link as a code where it fits")
  func pinOnTerminal() throws {
    try expect([], .exit(0), "pin ")
    let today = try pin("server.crt")
    // 45 columns and 23 rows, and a row for the prompt.
    for (columns, rows, fits) in [(80, 24, true), (80, 23, false), (45, 24, true), (44, 24, false)] {
      let terminal = try TmuxTerminal.shell(columns: columns, rows: rows)
      let papod = try TestPrograms.path(of: "papod")
      // Written so that the command itself, which is on the screen first, does not have the word.
      try terminal.enter("clear; '\(papod)' pin '\(certs)/server.crt' --host 192.0.2.7:7443; echo do''ne")
      let screen = try terminal.wait(for: "done")
      #expect((screen.rows.contains { $0.contains("▀") }) == fits, "\(columns) × \(rows)")
      let groups = "\(SpokenPin(today))"
      if !fits { #expect(screen.row(of: "read aloud: \(groups)") != nil) }
    }
  }

  /// Runs `papod certificate` on the folder.
  private func expect(_ arguments: [String], _ end: TestProcess.End, _ words: String) throws {
    let run = try TestPrograms.run("papod", ["certificate", "--directory", certs] + arguments, in: folder)
    #expect(run.end == end, "\(arguments): \(run.output)")
    #expect(words.isEmpty || run.output.contains(words), "\(arguments): \(run.output)")
  }

  /// What `papod certificate` says, which does what it is asked for.
  private func certificate(_ arguments: [String]) throws -> String {
    let run = try TestPrograms.run("papod", ["certificate", "--directory", certs] + arguments, in: folder)
    #expect(run.end == .exit(0), "\(arguments): \(run.output)")
    return run.output
  }

  private func print(_ arguments: [String]) throws -> String {
    let run = try TestPrograms.run("papod", ["pin", certs + "/server.crt"] + arguments, in: folder)
    #expect(run.end == .exit(0))
    return run.output
  }

  private func pin(_ file: String) throws -> PublicKeyPin {
    try Certificate(file: certs + "/" + file).pin
  }
}
