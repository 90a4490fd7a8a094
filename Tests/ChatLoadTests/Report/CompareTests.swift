import ChatLoad
import Dispatch
import TestSupport
import Testing

import struct Foundation.Data
import class Foundation.FileHandle
import class Foundation.JSONEncoder
import class Foundation.Process
import struct Foundation.URL

@Suite("papo-bench compare")
struct CompareTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("makes tables of the files' runs, in their order")
  func tables() throws {
    let first = try file("first", [Sample.run("papod", cost: 1), Sample.run("ngircd", cost: 4)])
    let second = try file("second", [Sample.run("papod", cost: 2), Sample.run("ngircd", cost: 4)])
    let output = try compare(first, second, "--base", "papod")
    #expect(output.status == 0)
    #expect(output.out.hasPrefix("fan200: 200 receivers, "))
    // In one round four times as dear, in the other twice.
    #expect(output.out.contains("3.00 (2.00–4.00)  none\n"))
    #expect(try compare(first, "--markdown").out.hasPrefix("### fan200\n"))
  }

  @Test("looks at the suites that it is given")
  func suites() throws {
    let runs = ["a", "b", "c"].map { Sample.run("papod", suite: $0) }
    let output = try compare(file("runs", runs), "--suite", "a", "--suite", "c", "--markdown")
    #expect(output.out.split(separator: "\n").filter { $0.hasPrefix("#") } == ["### a", "### c"])
  }

  @Test("draws what it compares")
  func plot() throws {
    let run = Sample.run("papod", cost: 1) { $0.latency = Sample.latency() }
    let picture = folder.path + "/picture.svg"
    let output = try compare(file("runs", [run]), "--plot", picture)
    #expect(output.status == 0)
    #expect(try String(contentsOf: URL(filePath: picture), encoding: .utf8) == Picture(of: [run])?.svg)
  }

  @Test("says which line is broken, and prints nothing")
  func broken() throws {
    let path = try file("runs", [Sample.run("papod")])
    let line = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    let missing = line.replacing("\"lost\":0", with: "\"found\":0")
    let other = line.replacing("\"lost\":0", with: "\"lost\":\"none\"")
    for (text, reason) in [
      ("{\"label\":\n", "not JSON"), (missing, "lost is missing"), (other, "lost is of another kind"),
    ] {
      try write(line + "\n" + text, to: path)
      let output = try compare(path)
      #expect(output.status == 1)
      #expect(output.out.isEmpty)
      #expect(output.error == "Error: \(path):3: not a result of papo-bench: \(reason)\n")
    }
  }

  @Test("says so where there is nothing to compare, to compare with, or to draw")
  func nothing() throws {
    let empty = try file("empty", [])
    let runs = try file("runs", [Sample.run("papod")])
    let expected = [
      ([folder.path + "/none"], "none: it cannot be read"), ([empty], "there are no results\n"),
      ([runs, "--suite", "fan200", "--suite", "other"], "--suite: there are no results of other\n"),
      ([runs, "--base", "other"], "--base: there are no results of other\n"),
      ([runs, "--plot", folder.path + "/p.svg"], "--plot: no run has latencies\n"),
    ]
    for (arguments, complaint) in expected {
      let output = try compare(arguments)
      #expect(output.status != 0)
      #expect(output.out.isEmpty)
      #expect(output.error.contains(complaint), "\(output.error)")
    }
  }

  private func file(_ name: String, _ runs: [RunResult]) throws -> String {
    let path = folder.path + "/" + name
    let lines = try runs.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
    try write(lines.joined(), to: path)
    return path
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  private func compare(_ arguments: String...) throws -> (status: Int32, out: String, error: String) {
    try compare(arguments)
  }

  private func compare(_ arguments: [String]) throws -> (status: Int32, out: String, error: String) {
    let outputs = ["/out", "/error"].map { folder.path + $0 }
    for path in outputs { try write("", to: path) }
    let process = Process()
    process.executableURL = URL(filePath: try TestPrograms.path(of: "papo-bench"))
    process.arguments = ["compare"] + arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: outputs[0]))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: outputs[1]))
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .milliseconds(Int(TestClient.patience))) == .timedOut {
      process.terminate()
      Issue.record("it hung")
    }
    let texts = try outputs.map { try String(contentsOf: URL(filePath: $0), encoding: .utf8) }
    return (process.terminationStatus, texts[0], texts[1])
  }
}
