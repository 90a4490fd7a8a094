import Logging
import Reactor

/// Owns the listening sockets and runs on a thread of its own. It hands on file descriptors, never
/// connections, so that no handshake is ever in the way of accepting; and it counts, so that no address takes
/// all places.
final class Acceptor {
  /// Messages that wait at the most; an I/O thread then waits for the acceptor, which waits for nobody. They
  /// are read when somebody connects, before anything is counted, or when half as many have gathered: to wake
  /// a thread for each connection that ends would cost more than all else that it does for it.
  static let messageLimit = 1 << 16
  /// Connections without a place that are handed on at once all the same, to be told so; beyond these they
  /// are closed without a word.
  static let surplusLimit = 64
  /// After an error of the system's, accepting rests for this long, in milliseconds.
  static let pause = 100

  let inbox: Inbox<AcceptorMessage>
  private let listeners: [Listener]
  private let ioThreads: [Inbox<Delivery>]
  private let limits: Limits
  private let log: Logger
  private var poller: Poller
  private var next = 0
  /// Connections that have a place, in all and by address. Those without one are not among them, or an
  /// address that opened many would take the places of the others with connections that have none.
  private var total = 0
  private var counts: [IPAddress: Int] = [:]
  /// Connections without a place that were handed on.
  private var surplusCount = 0
  /// Held back so that, with no descriptor left, there is one to accept and close a connection with:
  /// unaccepted it would be reported for ever.
  private var spare: FileDescriptor?

  /// A listening socket, in a class since an array must hold it.
  final class Listener: Sendable {
    let socket: Socket
    init(_ socket: consuming Socket) { self.socket = socket }
  }

  init(
    inbox: Inbox<AcceptorMessage>, listeners: [Listener], ioThreads: [Inbox<Delivery>], limits: Limits,
    log: Logger
  ) throws(SystemError) {
    let spare = try FileDescriptor.spare()
    let poller = try Poller(capacity: listeners.count + 1)
    try poller.add(inbox.descriptor, [.readable, .edgeTriggered], token: UInt64.max)
    for (index, listener) in listeners.enumerated() {
      try poller.add(listener.socket.raw, [.readable], token: UInt64(index))
    }
    self.spare = consume spare
    self.poller = poller
    self.inbox = inbox
    self.listeners = listeners
    self.ioThreads = ioThreads
    self.limits = limits
    self.log = log
  }

  /// Accepts until `stop` says so.
  func run(until stop: StopFlag) throws(SystemError) {
    var messages: [AcceptorMessage] = []
    while !stop.isSet {
      let count = try poller.wait(timeoutMilliseconds: -1)
      inbox.drain(into: &messages)
      for case .ended(let address, let surplus) in messages { forget(address, surplus) }
      messages.removeAll(keepingCapacity: true)
      for index in 0..<count {
        let token = poller.event(at: index).token
        guard token < UInt64(listeners.count), !accept(listeners[Int(token)]) else { continue }
        // A sleep and no wait on a poller: making one takes a descriptor, and there may be none.
        Pause.milliseconds(Self.pause)
      }
    }
  }

  /// Takes a burst of connections; false where the system is out of something and accepting must rest.
  private func accept(_ listener: Listener) -> Bool {
    for _ in 0..<64 {
      do {
        guard let accepted = try listener.socket.accept() else { return true }
        hand(accepted)
      } catch {
        log.warning("cannot accept", metadata: ["error": "\(error)"])
        return turnAway(listener)
      }
    }
    return true
  }

  private func hand(_ accepted: consuming AcceptedSocket) {
    let peer = accepted.peer
    let address = peer.ipAddress
    let surplus = surplus(from: address)
    if surplus == nil {
      total += 1
      counts[address, default: 0] += 1
    } else {
      guard surplusCount < Self.surplusLimit else { return }
      surplusCount += 1
    }
    let socket = accepted.socket
    let descriptor = socket.release()
    let thread = ioThreads[next]
    next = (next + 1) % ioThreads.count
    guard thread.post(.accepted(descriptor: descriptor, peer: peer, surplus: surplus)) else {
      _ = FileDescriptor(takingOwnership: descriptor)
      return forget(address, surplus)
    }
  }

  private func surplus(from address: IPAddress) -> Surplus? {
    if total >= limits.maximumClients { return .full }
    let isExempt = address.isLoopback && !limits.limitsLoopback
    if !isExempt, counts[address, default: 0] >= limits.maximumClientsPerAddress {
      return .tooManyFromAddress
    }
    return nil
  }

  private func forget(_ address: IPAddress, _ surplus: Surplus?) {
    guard surplus == nil else {
      surplusCount -= 1
      return
    }
    total -= 1
    guard let count = counts[address] else { return }
    counts[address] = count > 1 ? count - 1 : nil
  }

  /// With no descriptor left, the spare one serves to close whoever waits.
  private func turnAway(_ listener: Listener) -> Bool {
    spare = nil
    if let accepted = try? listener.socket.accept() { _ = consume accepted }
    spare = try? FileDescriptor.spare()
    return false
  }
}
