import Reactor
import TestSupport
import Testing

import struct Foundation.Data
import class Foundation.JSONSerialization
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

@Suite("papo-bench")
struct ProgramTests {
  private struct Outcome {
    var code: Int32
    var output: Data
    var errors: String
  }

  private static func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try TestPrograms.path(of: "papo-bench"))
    process.arguments = arguments
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Both are far shorter than a pipe has room for, so neither holds the program up.
    let all = (
      output.fileHandleForReading.readDataToEndOfFile(), errors.fileHandleForReading.readDataToEndOfFile()
    )
    process.waitUntilExit()
    return Outcome(
      code: process.terminationStatus, output: all.0, errors: String(decoding: all.1, as: UTF8.self))
  }

  @Test("prints one line of JSON, or a table, and ends with 0 where all was clean")
  func clean() throws {
    try TestServer.run { server in
      let arguments = [
        "fanout", "\(server.address)", "--receivers", "3", "--senders", "2", "--messages", "5", "--seconds",
        "60",
        "--label", "here", "--suite", "few",
      ]
      let json = try Self.run(arguments + ["--json"])
      #expect(json.code == 0 && json.errors.isEmpty, "\(json.errors)")
      #expect(json.output.filter { $0 == 0x0a }.count == 1)
      let fields = try #require(try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
      #expect(fields["label"] as? String == "here" && fields["suite"] as? String == "few")
      #expect(fields["units"] as? Int == 40 && fields["lost"] as? Int == 0)
      let table = try Self.run(arguments)
      #expect(table.code == 0)
      #expect(String(decoding: table.output, as: UTF8.self).contains("every message once, in order"))
    }
  }

  @Test("ends with 1 where the server cannot be reached, and says why")
  func unreachable() throws {
    let address = try Socket.listening(on: .loopback(port: 0)).localAddress()
    let outcome = try Self.run(["handshake", "\(address)", "--clients", "2", "--seconds", "60"])
    #expect(outcome.code == 1)
    #expect(outcome.errors.contains("ECONNREFUSED"))
    #expect(String(decoding: outcome.output, as: UTF8.self).contains("FAILED: incomplete"))
  }

  @Test("ends with 69 where the server's process is not there")
  func deadProcess() throws {
    let outcome = try Self.run(["idle", "127.0.0.1:1", "--pid", "4194305"])
    #expect(outcome.code == 69)
    #expect(outcome.errors.contains("4194305") && outcome.output.isEmpty)
  }

  @Test("refuses other machines unless it is told that they may be loaded")
  func remote() throws {
    // TEST-NET-1 (RFC 5737), which nobody has.
    let outcome = try Self.run(["fanout", "192.0.2.1:7443"])
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("--remote"))
  }

  @Test(
    "refuses arguments that are none, and names them",
    arguments: [
      (["fanout"], "server"), (["fanout", "localhost"], "localhost"), (["fanout", "127.0.0.1:0"], "port"),
      (["fanout", "127.0.0.1:1", "--receivers", "0"], "--receivers"),
      (["fanout", "127.0.0.1:1", "--window", "10001"], "--window"),
      (["fanout", "127.0.0.1:1", "--text", "47"], "--text"),
      (["fanout", "127.0.0.1:1", "--language", "irc", "--text", "401"], "--text"),
      (["fanout", "127.0.0.1:1", "--language", "xmpp"], "xmpp"),
      (["fanout", "127.0.0.1:1", "--pin", "sha256//"], "sha256//"),
      (["fanout", "127.0.0.1:1", "--threads", "65"], "--threads"),
      (["fanout", "127.0.0.1:1", "--sources", "251"], "--sources"),
      (["fanout", "127.0.0.1:1", "--pid", "0"], "--pid"),
      (["paced", "127.0.0.1:1", "--rate", "0"], "--rate"),
      (["private", "127.0.0.1:1", "--pairs", "0"], "--pairs"),
      (["idle", "127.0.0.1:1", "--solo"], "--solo"),
      (["handshake", "127.0.0.1:1", "--cycles", "0"], "--cycles"),
      (["resume", "127.0.0.1:1", "--missed", "0"], "--missed"), (["fan", "127.0.0.1:1"], "fan"),
    ])
  func arguments(_ arguments: [String], _ named: String) throws {
    let outcome = try Self.run(arguments)
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains(named), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
  }
}
