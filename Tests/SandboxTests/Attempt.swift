import Sandbox
import TLS
import TestSupport

import class Foundation.Pipe

/// What a confined process was told to try, and what came of it.
struct Attempt {
  /// Its last line: `ok`, an error's symbol, or nothing where it did not come to say anything.
  let said: String
  let end: TestProcess.End?

  /// Whether this kernel and this build have all that a sandbox needs.
  static let isWhole = Sandbox.isPossible && (try? Attempt("write own"))?.said == "ok"

  /// Runs `SandboxProbe`. Its two folders have a file `there` each.
  init(_ words: String, connecting: Bool = false) throws {
    let folder = try TemporaryFolder()
    for name in ["own", "readable"] {
      try PrivateFile.makeDirectory("\(folder.path)/\(name)")
      try PrivateFile.replace("\(folder.path)/\(name)/there", with: [])
    }
    let output = Pipe()
    let probe = try TestProcess(
      [try TestPrograms.path(of: "SandboxProbe"), "\(folder.path)/own", "\(folder.path)/readable", words]
        + (connecting ? ["connecting"] : []),
      environment: [:], output: output.fileHandleForWriting.fileDescriptor)
    end = probe.end()
    try output.fileHandleForWriting.close()
    let all = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    said = all.split(separator: "\n").last.map(String.init) ?? ""
  }
}
