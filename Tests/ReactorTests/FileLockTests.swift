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

  @Test("is given back although somebody has its descriptor, as a child has until it is another program")
  func inherited() throws {
    defer { _ = unsafe unlink(path) }
    let lock = try FileLock(path)
    let copy = dup(try descriptor())
    defer { close(copy) }
    lock.release()
    #expect(try !isTaken())
  }

  @Test("does not follow a link")
  func link() throws {
    defer { _ = unsafe unlink(path) }
    try #require(unsafe symlink("/dev/null", path) == 0)
    #expect(throws: SystemError(call: "open", code: ELOOP)) { _ = try FileLock(path) }
  }

  /// The one by which this process has the file open.
  private func descriptor() throws -> Int32 {
    let all = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let own = all.first {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
    }
    return try #require(own.flatMap { Int32($0) })
  }

  /// Whether somebody else would have to wait.
  private func isTaken() throws -> Bool {
    let raw = unsafe open(path, O_RDONLY | O_CLOEXEC)
    try #require(raw >= 0)
    defer { close(raw) }
    return flock(raw, LOCK_EX | LOCK_NB) != 0
  }
}
