/// How one connection's view of a batch differs from the shared bytes: at `offset` of its dialect's part, put
/// in `insert` (a range of the batch's inserts), leave out `skip` bytes, and let `effect` happen.
struct Edit: Sendable {
  let connection: ConnectionID
  let offset: UInt32
  let skip: UInt32
  let insertStart: UInt32
  let insertEnd: UInt32
  let effect: Effect
}
