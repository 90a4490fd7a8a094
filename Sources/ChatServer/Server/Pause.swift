import Glibc

/// Sleeping, where there is no event to wait for.
enum Pause {
  /// Sleeps for so many milliseconds, less where a signal comes.
  static func milliseconds(_ count: Int) {
    var pause = timespec(tv_sec: count / 1_000, tv_nsec: count % 1_000 * 1_000_000)
    unsafe nanosleep(&pause, nil)
  }
}
