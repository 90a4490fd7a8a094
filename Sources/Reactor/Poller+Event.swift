import CLinux

extension Poller {
  /// What became of one descriptor.
  package struct Event: Sendable {
    /// The token that the descriptor was registered with.
    package let token: UInt64

    let bits: UInt32

    /// Whether to read: bytes, the end of the stream, or an error that a read finds out.
    package var isReadable: Bool {
      bits & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
    }

    /// Whether to write, or to ask how connecting went. A connection that failed is writable too.
    package var isWritable: Bool { bits & (EPOLLOUT.rawValue | EPOLLERR.rawValue) != 0 }

    /// Whether nothing more goes either way. It is reported whatever the interest, at every round: who does
    /// not read from a connection must still close it now, or remove it, or the poller never waits again.
    package var isHangUp: Bool { bits & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 }
  }
}
