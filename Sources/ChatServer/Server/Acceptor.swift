import Logging
import Reactor

/// Owns the listening sockets and runs on a thread of its own. It hands on file descriptors, never
/// connections, so that no handshake is ever in the way of accepting; and it counts, so that no address takes
/// all places, and refuses addresses for what they did.
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
  /// While too many handshakes are under way, it is looked so often whether one is over, in milliseconds.
  static let crowdedPause = 5

  let inbox: Inbox<AcceptorMessage>
  private let listeners: [Listener]
  private let ioThreads: [Inbox<Delivery>]
  private let limits: Limits
  /// Tells the I/O threads that somebody waits for a handshake to end.
  private let isCrowded: Flag
  private let blocks: AddressBlocks
  private let log: Logger
  private var poller: Poller
  private var messages: [AcceptorMessage] = []
  private var now: Int64
  private var next = 0
  private var places: Places
  private var penalties = Penalties()
  private var ebb = Ebb()
  private var valve: LogValve
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
    isCrowded: Flag, blocks: AddressBlocks, log: Logger
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
    self.isCrowded = isCrowded
    self.blocks = blocks
    self.log = log
    places = Places(limits)
    now = Clock.monotonicMilliseconds
    valve = LogValve(now: now)
  }

  /// Accepts until `stop` says so.
  func run(until stop: Flag) throws(SystemError) {
    while !stop.isSet {
      let count = try poller.wait(timeoutMilliseconds: timeout)
      now = Clock.monotonicMilliseconds
      takeMessages()
      var isWaitedFor = false
      for index in 0..<count {
        let token = poller.event(at: index).token
        guard token < UInt64(listeners.count) else { continue }
        switch accept(listeners[Int(token)]) {
        case .done: break
        case .crowded: isWaitedFor = true
        // A sleep and no wait on a poller: making one takes a descriptor, and there may be none.
        case .failed: Pause.milliseconds(Self.pause)
        }
      }
      if isWaitedFor {
        if !isCrowded.isSet { warn("too many handshakes are under way: others wait") }
        Pause.milliseconds(Self.crowdedPause)
      }
      if isCrowded.isSet != isWaitedFor { isCrowded.set(isWaitedFor) }
      if ebb.isLow(places.total.connections, now: now) { ProcessMemory.giveBack() }
    }
  }

  private var timeout: Int32 {
    // While it is crowded the time tells whether still somebody waits.
    if isCrowded.isSet { return Int32(Self.crowdedPause) }
    return ebb.due.map { Int32(clamping: max(0, $0 - Clock.monotonicMilliseconds)) } ?? -1
  }

  private enum Outcome {
    case done
    /// Who waits has to wait until fewer handshakes are under way.
    case crowded
    /// The system is out of something, and accepting must rest.
    case failed
  }

  /// Takes a burst of connections.
  private func accept(_ listener: Listener) -> Outcome {
    for number in 0..<64 {
      // After the first, the poller tells whether somebody else waits at all.
      guard !places.areHandshakesFull else { return number == 0 ? .crowded : .done }
      do {
        guard let accepted = try listener.socket.accept() else { return .done }
        hand(accepted)
      } catch {
        warn("cannot accept", ["error": "\(error)"])
        turnAway(listener)
        return .failed
      }
    }
    return .done
  }

  private func hand(_ accepted: consuming AcceptedSocket) {
    let peer = accepted.peer
    let block = blocks.block(of: peer.ipAddress)
    if penalties.refuses(block, now: now) { return }
    let surplus = places.take(from: block, isExempt: isExempt(block))
    ebb.rise(to: places.total.connections, now: now)
    if let surplus {
      warn("no place", ["from": "\(peer)", "reason": "\(surplus)"])
      guard surplusCount < Self.surplusLimit else { return }
      surplusCount += 1
    }
    let socket = accepted.socket
    let descriptor = socket.release()
    let thread = ioThreads[next]
    next = (next + 1) % ioThreads.count
    guard thread.post(.accepted(descriptor: descriptor, peer: peer, surplus: surplus)) else {
      _ = FileDescriptor(takingOwnership: descriptor)
      return giveBack(surplus == nil ? .handshaking : .surplus, block)
    }
  }

  /// Whether neither limits per address nor penalties hold for it. A loopback address is a block of its own.
  private func isExempt(_ block: IPAddress) -> Bool { block.isLoopback && !limits.limitsLoopback }

  private func takeMessages() {
    inbox.drain(into: &messages)
    for message in messages {
      switch message {
      case .shookHands(let address): places.shookHands(blocks.block(of: address))
      case .entered(let address): places.entered(blocks.block(of: address))
      case .ended(let address, let place, let misdeed):
        let block = blocks.block(of: address)
        giveBack(place, block)
        if let misdeed { penalise(misdeed, block) }
      }
    }
    messages.removeAll(keepingCapacity: true)
  }

  private func giveBack(_ place: Place, _ block: IPAddress) {
    if place == .surplus { surplusCount -= 1 }
    places.giveBack(place, block)
  }

  private func penalise(_ misdeed: Misdeed, _ block: IPAddress) {
    guard limits.penalises, !isExempt(block), let time = penalties.add(misdeed, to: block, now: now) else {
      return
    }
    warn("address refused", ["address": "\(block)", "reason": "\(misdeed)", "seconds": "\(time / 1_000)"])
  }

  private func warn(_ message: Logger.Message, _ metadata: Logger.Metadata = [:]) {
    valve.log(log, .warning, message, metadata, now: now)
  }

  /// With no descriptor left, the spare one serves to close whoever waits.
  private func turnAway(_ listener: Listener) {
    spare = nil
    if let accepted = try? listener.socket.accept() { _ = consume accepted }
    spare = try? FileDescriptor.spare()
  }
}
