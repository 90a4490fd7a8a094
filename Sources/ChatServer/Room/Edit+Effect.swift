extension Edit {
  enum Effect: UInt8, Sendable {
    case none
    /// The connection's name was not accepted; it may give another one.
    case refused
    /// The connection has entered: it reads the log from here on.
    case entered
    /// The connection took its session up: it catches up to here, then reads the log from here on.
    case resumed
    /// After the insert nothing more is said, and the connection is closed.
    case closed
  }
}
