import Glibc
import Reactor
import TLS
import TestSupport
import Testing

/// A papo without a terminal, from its start to its end.
struct ProgramRun {
  /// How it ended; nil where it never did.
  let end: TestProcess.End?
  /// What it wrote, on standard output and standard error.
  let output: String

  /// - Parameters:
  ///   - arguments: those behind `papo`.
  ///   - input: what comes from its standard input, through a pipe.
  ///   - home: where it keeps its files.
  init(_ arguments: [String], input: String = "", in home: TemporaryFolder) throws {
    let path = home.path + "/output"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    try #require(descriptor >= 0)
    let file = FileDescriptor(takingOwnership: descriptor)
    let process = try TestProcess(
      ["/bin/sh", "-c", #"printf %s "$0" | "$@""#, input, try TestPrograms.path(of: "papo")] + arguments,
      environment: TerminalEnvironment.variables(term: "dumb", home: home.path),
      output: file.raw)
    end = process.end()
    output = String(decoding: try PrivateFile.read(path), as: UTF8.self)
  }
}
