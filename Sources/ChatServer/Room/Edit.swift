/// How one connection's view of a batch differs from the shared bytes: at `offset` of its dialect's part, put
/// in `insert` (a range of the batch's inserts), leave out `skip` bytes, and let `effect` happen.
struct Edit: Sendable {
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

  let connection: ConnectionID
  let offset: UInt32
  let skip: UInt32
  let insertStart: UInt32
  let insertEnd: UInt32
  let effect: Effect
}
