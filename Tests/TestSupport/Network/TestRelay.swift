import Reactor

/// What lies between a client and a server, and can be cut and put back: TCP on 127.0.0.1, byte by byte, on a
/// thread of its own. Any thread may use it.
package final class TestRelay: TestWay {
  package let address: SocketAddress

  private let orders: Inbox<RelayLoop.Order>
  private let thread: Reactor.Thread

  /// Passes on to `server` whatever comes; while that is nil, new connections are closed.
  package init(to server: SocketAddress?) throws {
    ProcessLimits.ignoreBrokenPipe()
    let listener = try Socket.listening(on: .loopback(port: 0))
    let orders = try Inbox<RelayLoop.Order>(limit: 64)
    address = try listener.localAddress()
    self.orders = orders
    let raw = listener.release()
    thread = try Reactor.Thread.start(name: "relay") {
      var loop = RelayLoop(listener: Socket(takingOwnership: raw), server: server, orders: orders)
      loop.run()
    }
  }

  package func cut() { orders.post(.cut) }

  package func restore() { orders.post(.restore) }

  /// As of every way; new connections are taken, and wait too.
  package func freeze() { orders.post(.freeze) }

  package func thaw() { orders.post(.thaw) }

  /// Passes on to this server what comes in new connections; where nil, closes them. Those that stand go on.
  package func lead(to server: SocketAddress?) { orders.post(.lead(server)) }

  /// Watches the next bytes of one direction, over as many connections as it takes, until so many have been
  /// passed on; an earlier watch of that direction is forgotten. The thread of the relay then calls
  /// `reached`.
  ///
  /// - Parameters:
  ///   - bytes: how many, 1 at the least.
  ///   - isCutting: whether the connection that brings the last of them is then broken without a word. What
  ///     else it brought is never passed on.
  package func watch(
    _ direction: RelayDirection, bytes: Int, isCutting: Bool, _ reached: @escaping @Sendable () -> Void = {}
  ) {
    precondition(bytes > 0, "what is passed on is at least a byte")
    orders.post(.watch(direction, RelayWatch(bytes: bytes, isCutting: isCutting, reached: reached)))
  }

  /// Forgets what is watched.
  package func unwatch() { orders.post(.unwatch) }

  deinit {
    orders.post(.stop)
    thread.join()
  }
}
