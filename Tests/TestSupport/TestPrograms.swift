import class Foundation.FileManager
import struct Foundation.URL

/// The programs that were built with the tests.
package enum TestPrograms {
  /// The path of a program, which lies beside that of the tests.
  package static func path(of name: String) throws -> String {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: name).path
  }
}
