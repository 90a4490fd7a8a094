import Glibc
import Reactor

import class Foundation.FileManager
import struct Foundation.URL

/// The programs that were built with the tests.
package enum TestPrograms {
  /// The path of a program, which lies beside that of the tests.
  package static func path(of name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: name).path
  }
  /// Runs a program to its end, with nothing on its standard input and English words, and hands back how it
  /// ended and what it wrote.
  ///
  /// - Parameter folder: its home.
  package static func run(
    _ name: String, _ arguments: [String], in folder: TemporaryFolder,
    environment more: [String: String] = [:]
  ) throws -> (end: TestProcess.End?, output: String) {
    let file = folder.path + "/written"
    let raw = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw SystemError(call: "open \(file)", code: errno) }
    let output = FileDescriptor(takingOwnership: raw)
    let environment = TerminalEnvironment.variables(term: "dumb", home: folder.path, more)
    let process = try TestProcess(
      [try path(of: name)] + arguments, environment: environment, output: output.raw)
    let end = process.end()
    let bytes = FileManager.default.contents(atPath: file)
    return (end, String(decoding: bytes ?? .init(), as: UTF8.self))
  }
}
