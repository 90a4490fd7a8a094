import Reactor

extension Inbox {
  /// Posts, and where the inbox is full waits until there is room.
  ///
  /// Only for a receiver that never waits for the poster: the journal thread and the history reader may wait
  /// for an I/O thread, the history reader for the journal thread, anyone for the acceptor, and an I/O
  /// thread waits for nobody.
  ///
  /// - Parameters:
  ///   - backlog: how many elements may wait before it.
  ///   - stop: ends the waiting, with the element not posted, where the receiver may have ended before the
  ///     poster.
  func postPatiently(_ element: Element, behind backlog: Int = .max, unless stop: Flag? = nil) {
    while count > backlog || !post(element) {
      if let stop, stop.isSet { return }
      Pause.milliseconds(1)
    }
  }
}
