import Glibc
import Reactor

extension Socket {
  /// Lets the end be a reset, in which nothing that was sent need arrive, and no port rests afterwards
  /// (SO_LINGER, socket(7)).
  consuming func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    let raw = raw
    unsafe setsockopt(raw, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    _ = consume self
  }
}
