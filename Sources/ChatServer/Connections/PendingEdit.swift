/// An edit that waits for a connection's cursor to reach it: an index into the batch's edits for this thread.
struct PendingEdit {
  let batch: UInt64
  let index: Int32
}
