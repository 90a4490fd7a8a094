import Glibc
import Reactor
import Testing

@Suite("FileDescriptor")
struct FileDescriptorTests {
  @Test("an owner that ends closes it")
  func closes() throws {
    let pair = try Socket.pair()
    do { _ = FileDescriptor(takingOwnership: pair.first.release()) }
    #expect(try receive(pair.second) == [])
  }

  @Test("a file is opened for one direction, and one that is not there is told")
  func opening() throws {
    let readable = try FileDescriptor.opening("/dev/zero")
    var bytes: [UInt8] = [7, 7]
    var span = bytes.mutableSpan
    #expect(try readable.read(into: &span) == 2)
    #expect(bytes == [0, 0])
    #expect(throws: SystemError(call: "write", code: EBADF)) { _ = try readable.write([1].span) }
    let writable = try FileDescriptor.opening("/dev/null", forWriting: true)
    #expect(try writable.write([1, 2].span) == 2)
    #expect(fcntl(writable.raw, F_GETFD) & FD_CLOEXEC != 0)
    #expect(throws: SystemError(call: "open", code: ENOENT)) {
      _ = try FileDescriptor.opening("/nonexistent/file")
    }
  }

  @Test("a released descriptor stays open")
  func release() throws {
    let pair = try Socket.pair()
    let raw = FileDescriptor(takingOwnership: pair.first.release()).release()
    #expect(try receive(pair.second) == nil)
    close(raw)
    #expect(try receive(pair.second) == [])
  }

  @Test("what is written to one is read from the other, as far as there is room")
  func readAndWrite() throws {
    let pair = try Socket.pair()
    let first = FileDescriptor(takingOwnership: pair.first.release())
    let second = FileDescriptor(takingOwnership: pair.second.release())
    #expect(try first.write([1, 2, 3].span) == 3)
    var bytes: [UInt8] = [0, 0]
    var span = bytes.mutableSpan
    let read = try second.read(into: &span)
    #expect(read == 2)
    #expect(bytes == [1, 2])
  }

  @Test("a duplicate is open when the first is closed")
  func duplicate() throws {
    let pair = try Socket.pair()
    let first = FileDescriptor(takingOwnership: pair.first.release())
    let duplicate = try FileDescriptor.duplicate(of: first.raw)
    close(first.release())
    #expect(try receive(pair.second) == nil)
    #expect(try duplicate.write([7].span) == 1)
    #expect(try receive(pair.second) == [7])
  }

  @Test("what is no descriptor cannot be duplicated")
  func duplicateOfNothing() {
    #expect(throws: SystemError(call: "fcntl", code: EBADF)) { _ = try FileDescriptor.duplicate(of: -1) }
  }

  @Test("a spare one is at its end")
  func spare() throws {
    let spare = try FileDescriptor.spare()
    var bytes: [UInt8] = [0]
    var span = bytes.mutableSpan
    let read = try spare.read(into: &span)
    #expect(read == 0)
  }
}
