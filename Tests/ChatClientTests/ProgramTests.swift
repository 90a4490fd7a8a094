import Dispatch
import Glibc
import Reactor
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
