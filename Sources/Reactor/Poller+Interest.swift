import CLinux

extension Poller {
  /// What a descriptor is watched for. An empty interest still reports hang-ups and errors (epoll_ctl(2)).
  package struct Interest: OptionSet, Sendable {
    /// The bits of epoll_ctl(2).
    package let rawValue: UInt32

    /// The interest in the epoll bits `rawValue`.
    package init(rawValue: UInt32) {
      self.rawValue = rawValue
    }

    /// Bytes or the end of the stream can be read, or a connection accepted. EPOLLRDHUP belongs to it rather
    /// than to every registration: a connection that is not being read from on purpose would else be reported
    /// without end as soon as its peer half-closes.
    package static let readable = Interest(rawValue: EPOLLIN.rawValue | EPOLLRDHUP.rawValue)

    /// Bytes can be written, or connecting has come to its end.
    package static let writable = Interest(rawValue: EPOLLOUT.rawValue)

    /// Reported once a change instead of for as long as it lasts.
    package static let edgeTriggered = Interest(rawValue: EPOLLET.rawValue)
  }
}
