import Dispatch
import Glibc
import Reactor
import TLS
import TestSupport
import Testing

import class Foundation.FileHandle
import class Foundation.FileManager
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

@Suite("The program")
struct ProgramTests {
  @Test("is not held up by a standard error that nobody reads")
  func errorNotRead() throws {
    let server = try ScriptedServer([])
    // Nobody listens there any more.
    #expect(server.finish() == [])
    let unread = Pipe()
    try Self.fill(unread.fileHandleForWriting.fileDescriptor)
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "papo")
    process.arguments = ["--name", "ana", "--pin", "\(try pin(1))", "\(server.address)"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = unread.fileHandleForWriting
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .milliseconds(Int(TestClient.patience))) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      Issue.record("it hung")
    }
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 69)
  }

  @Test("joins from a link, in a pipe, and asks nobody about the server")
  func link() throws {
    try TestServer.run { server in
      let folder = try TemporaryFolder()
      let link = "papo://\(server.address)/?pin=\(server.pin)"
      let run = try TestPrograms.run("papo", [link, "--name", "ana"], in: folder)
      #expect(run.end == .exit(0), "\(run.output)")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/state/papo/known_servers"))
      let other = "papo://\(server.address)/?pin=\(try pin(1))"
      let refused = try TestPrograms.run("papo", [other, "--name", "ana"], in: folder)
      #expect(refused.end == .exit(78))
      #expect(refused.output.contains("\(SpokenPin(server.pin))"))
      // The pins of both are the server's.
      let both = try TestPrograms.run("papo", [other, "--name", "ana", "--pin", "\(server.pin)"], in: folder)
      #expect(both.end == .exit(0), "\(both.output)")
    }
  }

  @Test(
    "says what is wrong with a link",
    arguments: [
      ("papo://", "names no host"), ("papo://h/x", "only a / may stand"),
      ("papo://h/?pin=zz", "zz is no pin"), ("papo://ana@h/", "no @"), ("papo://h/?pins=1", "not pins="),
      ("papo://h/#x", "no place for a #"), ("papo://h:99999/", "no such host or port"),
      ("papo://h:0/", "no such host or port"), ("papo://%1B/", "no such host or port"),
    ])
  func badLink(link: String, words: String) throws {
    let run = try TestPrograms.run("papo", [link, "--name", "ana"], in: try TemporaryFolder())
    #expect(run.end == .exit(64))
    #expect(run.output.contains(words), "\(run.output)")
  }

  @Test("takes the groups that are read aloud for no pin")
  func groups() throws {
    let groups = "\(SpokenPin(try pin(1)))"
    let run = try TestPrograms.run("papo", ["localhost", "--pin", groups], in: try TemporaryFolder())
    #expect(run.end == .exit(64))
    #expect(run.output.contains("read aloud"))
  }

  /// Leaves no room in a pipe, which blocks its writers as before.
  private static func fill(_ raw: Int32) throws {
    let flags = fcntl(raw, F_GETFL)
    try #require(fcntl(raw, F_SETFL, flags | O_NONBLOCK) == 0)
    let descriptor = try FileDescriptor.duplicate(of: raw)
    let bytes = [UInt8](repeating: 0x61, count: 4_096)
    while try descriptor.write(bytes.span) != nil {}
    try #require(fcntl(raw, F_SETFL, flags) == 0)
  }
}
