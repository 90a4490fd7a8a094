import Glibc
import Reactor

extension Inbox {
  /// Posts, and where the inbox is full waits until there is room.
  ///
  /// Only for a receiver that never waits for the poster: the journal thread and the history reader may wait
  /// for an I/O thread, the history reader for the journal thread, anyone for the acceptor, and an I/O
  /// thread waits for nobody.
  ///
  /// - Parameter stop: ends the waiting, with the element not posted, where the receiver may have ended
  ///   before the poster.
  func postPatiently(_ element: Element, unless stop: StopFlag? = nil) {
    while !post(element) {
      if let stop, stop.isSet { return }
      var pause = timespec(tv_sec: 0, tv_nsec: 1_000_000)
      unsafe nanosleep(&pause, nil)
    }
  }
}
