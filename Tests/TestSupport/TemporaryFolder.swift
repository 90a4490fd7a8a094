import TLS

import class Foundation.FileManager

/// A folder of the test's own, gone with what is in it when the test ends.
package final class TemporaryFolder: Sendable {
  /// Where it is.
  package let path: String

  /// Makes it, for this user alone.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/papo-" + Base64.encode(Random.bytes(12), .url)
    try PrivateFile.makeDirectory(path)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }
}
