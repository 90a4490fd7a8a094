import Glibc
import Reactor
import Testing

import class Foundation.FileManager

@Suite("FileLock")
struct FileLockTests {
  private let path =
    FileManager.default.temporaryDirectory.path + "/papo-lock-\(UInt64.random(in: 0...(.max)))"

  @Test("is held until it is released, or its owner ends")
  func held() throws {
    defer { _ = unsafe unlink(path) }
    let lock = try FileLock(path)
    #expect(try isTaken())
    lock.release()
    #expect(try !isTaken())
    do { _ = try FileLock(path) }
    #expect(try !isTaken())
  }

  @Test("does not follow a link")
  func link() throws {
    defer { _ = unsafe unlink(path) }
    try #require(unsafe symlink("/dev/null", path) == 0)
    #expect(throws: SystemError(call: "open", code: ELOOP)) { _ = try FileLock(path) }
  }

  /// Whether somebody else would have to wait.
  private func isTaken() throws -> Bool {
    let raw = unsafe open(path, O_RDONLY | O_CLOEXEC)
    try #require(raw >= 0)
    defer { close(raw) }
    return flock(raw, LOCK_EX | LOCK_NB) != 0
  }
}
