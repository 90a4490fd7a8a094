/// How one connection's view of a batch differs from the shared bytes: at `offset` of its dialect's part it
/// sees the insert (a range of the batch's inserts) in place of the next `skip` bytes, and `effect` happens.
struct Edit: Sendable {
  let connection: ConnectionID
  let offset: UInt32
  let skip: UInt32
  let insertStart: UInt32
  let insertEnd: UInt32
  let effect: Effect
}
