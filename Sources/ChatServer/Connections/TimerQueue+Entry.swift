extension TimerQueue {
  struct Entry {
    /// Milliseconds of the monotonic clock.
    let due: Int64
    let connection: ConnectionID
  }
}
