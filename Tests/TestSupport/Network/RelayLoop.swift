import Reactor

/// The thread of a `TestRelay`. What goes wrong with a connection breaks that one, as a bad network does.
struct RelayLoop: ~Copyable {
  enum Order: Sendable {
    case cut, restore, freeze, thaw, stop, unwatch
    case lead(SocketAddress?)
    case watch(RelayDirection, RelayWatch)
  }

  private static let listenerToken: UInt64 = 0
  private static let orderToken: UInt64 = 1

  private let listener: Socket
  private var server: SocketAddress?
  private let orders: Inbox<Order>
  /// By their tokens: two after one another are the ends of one connection.
  private var ends: [UInt64: RelayEnd] = [:]
  private var nextToken: UInt64 = 2
  private var watches: [RelayDirection: RelayWatch] = [:]
  private var isCut = false
  private var isFrozen = false
  private var isStopped = false

  init(listener: consuming Socket, server: SocketAddress?, orders: Inbox<Order>) {
    self.listener = listener
    self.server = server
    self.orders = orders
  }

  mutating func run() {
    do {
      var poller = try Poller(capacity: 64)
      try poller.add(listener.raw, .readable, token: Self.listenerToken)
      try poller.add(orders.descriptor, [.readable, .edgeTriggered], token: Self.orderToken)
      while !isStopped { try turn(&poller) }
    } catch {
      // Whoever waits for what no longer comes says more.
    }
  }

  private mutating func turn(_ poller: inout Poller) throws {
    for index in 0..<(try poller.wait(timeoutMilliseconds: -1)) {
      let event = poller.event(at: index)
      switch event.token {
      case Self.listenerToken: try accept(poller)
      case Self.orderToken: try obey(poller)
      // Of what is frozen, only the end of a connection is told.
      case let token: if !isFrozen || event.isHangUp { pass(token, poller) }
      }
    }
  }

  private mutating func obey(_ poller: borrowing Poller) throws {
    var taken: [Order] = []
    orders.drain(into: &taken)
    for order in taken {
      switch order {
      case .cut: isCut = true
      case .restore: isCut = false
      case .freeze, .thaw:
        isFrozen = order.freezes
        for (token, end) in ends { try poller.modify(end.socket.raw, interest(in: end), token: token) }
      case .stop: isStopped = true
      case .unwatch: watches = [:]
      case .lead(let server): self.server = server
      case .watch(let direction, let watch): watches[direction] = watch
      }
      if isCut { ends = [:] }
    }
  }

  private mutating func accept(_ poller: borrowing Poller) throws {
    while let accepted = try listener.accept() {
      guard !isCut, let server, let socket = try? Socket.connecting(to: server) else { continue }
      // It may be gone again. Without it, what goes back waits 40 ms for its acknowledgement (tcp(7)).
      try? accepted.socket.prepareForChat()
      for end in [RelayEnd(accepted.socket), RelayEnd(socket)] {
        try poller.add(end.socket.raw, interest(in: end), token: nextToken)
        ends[nextToken] = end
        nextToken += 1
      }
    }
  }

  private func interest(in end: RelayEnd) -> Poller.Interest { isFrozen ? [] : end.interest }

  /// Reads one end and writes to the other, which need not be connected yet: the bytes wait in it.
  private mutating func pass(_ token: UInt64, _ poller: borrowing Poller) {
    guard let end = ends[token], let other = ends[token ^ 1] else { return }
    let direction: RelayDirection = token % 2 == 0 ? .toServer : .toClient
    do throws(SystemError) {
      if isFrozen { throw SystemError(call: "end", code: 0) }
      let count = try end.read(into: other, limit: watches[direction]?.bytes ?? .max)
      let reached = count > 0 ? countDown(count, direction) : nil
      // Also where the bytes can no longer be written.
      defer { reached?.reached() }
      for (end, token) in [(end, token), (other, token ^ 1)] {
        try end.write()
        try poller.modify(end.socket.raw, end.interest, token: token)
      }
      let isOver = reached?.isCutting ?? false || end.isDone && other.isDone
      if isOver { throw SystemError(call: "end", code: 0) }
    } catch {
      ends[token] = nil
      ends[token ^ 1] = nil
    }
  }

  /// What is watched until now, where these are its last bytes.
  private mutating func countDown(_ count: Int, _ direction: RelayDirection) -> RelayWatch? {
    watches[direction]?.bytes -= count
    guard let watch = watches[direction], watch.bytes == 0 else { return nil }
    watches[direction] = nil
    return watch
  }
}

extension RelayLoop.Order {
  fileprivate var freezes: Bool { if case .freeze = self { true } else { false } }
}
