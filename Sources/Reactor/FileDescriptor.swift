import CLinux
import Glibc

/// The owner of one open file descriptor, which it closes when it ends.
package struct FileDescriptor: ~Copyable, Sendable {
  /// The number, for system calls. It is valid for as long as this owner lives.
  package let raw: Int32

  /// Takes over the open descriptor `raw`: from now on nobody else may close it.
  package init(takingOwnership raw: Int32) {
    precondition(raw >= 0, "not an open descriptor")
    self.raw = raw
  }

  /// A descriptor of `/dev/null`, which an acceptor keeps spare: where `accept4` says EMFILE, it closes the
  /// spare one, accepts the connection, closes that, and opens a spare one again, so that the listener does
  /// not spin. Throws EMFILE or ENFILE where there is none to be had.
  package static func spare() throws(SystemError) -> FileDescriptor {
    FileDescriptor(takingOwnership: try SystemCall.run("open") { linux_open_null() })
  }

  /// An existing file, opened to be read or else to be written, never both; close-on-exec. Throws ENOENT
  /// where there is none.
  package static func opening(
    _ path: String, forWriting: Bool = false
  ) throws(SystemError) -> FileDescriptor {
    let flags = (forWriting ? O_WRONLY : O_RDONLY) | O_CLOEXEC
    return FileDescriptor(takingOwnership: try SystemCall.run("open") { unsafe open(path, flags) })
  }

  /// A second descriptor of what `raw`, which stays its owner's, stands for; close-on-exec.
  package static func duplicate(of raw: Int32) throws(SystemError) -> FileDescriptor {
    FileDescriptor(takingOwnership: try SystemCall.run("fcntl") { fcntl(raw, F_DUPFD_CLOEXEC, 0) })
  }

  /// Hands the descriptor on: whoever takes the number has to close it.
  package consuming func release() -> Int32 {
    let raw = raw
    discard self
    return raw
  }

  /// Reads what is there, at most `buffer.count` bytes, and says how many bytes; 0 at the end, nil where a
  /// non-blocking descriptor has nothing yet.
  package func read(into buffer: inout MutableSpan<UInt8>) throws(SystemError) -> Int? {
    try SystemCall.attempt("read") {
      unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Glibc.read(raw, bytes.baseAddress, bytes.count)
      }
    }
  }

  /// Writes what the descriptor takes at once and says how many bytes, maybe fewer than given; nil where a
  /// non-blocking descriptor takes none now.
  package func write(_ bytes: Span<UInt8>) throws(SystemError) -> Int? {
    try SystemCall.attempt("write") {
      unsafe bytes.withUnsafeBytes { bytes in
        unsafe Glibc.write(raw, bytes.baseAddress, bytes.count)
      }
    }
  }

  deinit {
    // Never repeated after EINTR: Linux has released the number by then (close(2)), and another thread may
    // have it.
    _ = close(raw)
  }
}
