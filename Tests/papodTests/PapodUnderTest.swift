import Reactor
import TLS
import TestSupport

import class Foundation.FileHandle
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

/// The built papod, with its standard streams in pipes. Owned by the thread that made it; it ends with its
/// last reference, since `--throwaway` ends with standard input.
final class PapodUnderTest {
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private let errors = Pipe()
  /// What it has said until it served, once `listening` has read it.
  private(set) var said = ""

  /// Starts papod with these arguments.
  init(_ arguments: [String], language: String = "C") throws {
    process.executableURL = URL(fileURLWithPath: try TestPrograms.path(of: "papod"))
    process.arguments = arguments
    process.environment = ["LANG": language]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// What it says on the way to an end that comes by itself. All of it fits into a pipe.
  func outcome() -> (code: Int32, output: String, errors: String) {
    let all = [output, errors].map {
      String(decoding: $0.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    process.waitUntilExit()
    return (process.terminationStatus, all[0], all[1])
  }

  /// Where it listens, and its pin, once it says so.
  func listening() throws -> (address: SocketAddress, pin: PublicKeyPin) {
    while !said.contains("join with: ") {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw TestFailure("papod ended: \(outcome().errors)") }
      said += String(decoding: more, as: UTF8.self)
    }
    let lines = said.split(separator: "\n").map { $0.split(separator: " ") }
    guard let address = lines[0].last.flatMap({ SocketAddress(parsing: String($0)) }),
      let pin = lines[1].last.flatMap({ PublicKeyPin(parsing: String($0)) })
    else { throw TestFailure("not the start of papod: \(said)") }
    return (address, pin)
  }

  /// Ends its standard input, and with it a `--throwaway`.
  func endInput() throws { try input.fileHandleForWriting.close() }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }
}

extension TestFailure {
  init(_ words: String) { self.init(words, file: #fileID, line: #line) }
}
