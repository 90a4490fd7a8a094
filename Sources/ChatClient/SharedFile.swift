import Glibc
import Reactor
import TLS

/// A small file for its owner alone that several papos use: read anew for every question, and written anew
/// and renamed for every change, which one papo at a time makes.
struct SharedFile: Sendable {
  /// The file. Its folder is made, closed to others, when there is something to keep.
  let path: String

  /// Its lines; none where there is no file yet.
  func lines() throws(SharedFileError) -> [Substring] {
    let bytes: [UInt8]
    do throws(FileProblem) {
      bytes = try PrivateFile.read(path)
    } catch .missing {
      return []
    } catch {
      throw SharedFileError(path: path, problem: error)
    }
    return Self.lines(in: bytes)
  }

  /// The lines of a file with these bytes; what is no UTF-8 becomes U+FFFD.
  static func lines(in bytes: [UInt8]) -> [Substring] {
    var lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Waits until nobody else changes the file: two that read, change and rename it at once would lose what
  /// the first one wrote. The lock is on a file beside it, since `write` puts another file in its place, and
  /// whoever had waited for the lock of the old one would hold a lock that nobody meets.
  func lock() throws(SharedFileError) -> FileLock {
    do throws(FileProblem) {
      if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
        try PrivateFile.makeDirectory(String(path[..<slash]))
      }
    } catch {
      throw SharedFileError(path: path, problem: error)
    }
    let lockPath = path + ".lock"
    do throws(SystemError) {
      return try FileLock(lockPath)
    } catch {
      throw SharedFileError(
        path: lockPath, problem: error.code == ELOOP ? .symbolicLink : .system(error.code))
    }
  }

  /// Puts other bytes in its place; only who has the lock may.
  func write(_ bytes: [UInt8]) throws(SharedFileError) {
    do throws(FileProblem) {
      try PrivateFile.replace(path, with: bytes)
    } catch {
      throw SharedFileError(path: path, problem: error)
    }
  }
}
