/// How far a connection has read the log: a byte of its dialect's part of a batch.
struct Cursor: Equatable {
  var batch: UInt64
  var offset: Int
}
