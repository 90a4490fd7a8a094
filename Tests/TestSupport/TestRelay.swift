import Reactor

/// What lies between a client and a server, and can be cut and put back: TCP on 127.0.0.1, byte by byte, on a
/// thread of its own.
package final class TestRelay {
  /// Where it listens.
  package let address: SocketAddress

  private let orders: Inbox<RelayLoop.Order>
  private let thread: Reactor.Thread

  /// Passes on to `server` whatever comes.
  package init(to server: SocketAddress) throws {
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

  /// Breaks all connections without a word, and every new one, until `restore`.
  package func cut() { orders.post(.cut) }

  /// Passes on again what comes in new connections.
  package func restore() { orders.post(.restore) }

  deinit {
    orders.post(.stop)
    thread.join()
  }
}
