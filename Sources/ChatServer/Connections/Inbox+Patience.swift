import Glibc
import Reactor

extension Inbox {
  /// Posts, and where the inbox is full waits until there is room.
  ///
  /// Only for a receiver that never waits for the poster: the journal thread and the history reader may wait
  /// for an I/O thread, anyone may wait for the acceptor, and an I/O thread waits for nobody.
  func postPatiently(_ element: Element) {
    while !post(element) {
      var pause = timespec(tv_sec: 0, tv_nsec: 1_000_000)
      unsafe nanosleep(&pause, nil)
    }
  }
}
