import Reactor
import Synchronization

/// Connections that speak TCP alone, from many addresses, held open by a thread that opens again what the
/// server closes.
struct RawCrowd: ~Copyable {
  /// What other threads may know of it.
  final class Tally: Sendable {
    /// How many connections came about.
    let opened = Atomic(0)
    /// How many of them the server has ended.
    let ended = Atomic(0)
  }

  /// How long it waits before it opens again some of what was closed, in milliseconds, and how many: 2,000 a
  /// second.
  private static let pause: Int64 = 100
  private static let reopened = 200

  private let address: SocketAddress
  private let sources: Sources
  private let openings: [[UInt8]]
  private let tally: Tally
  private var poller: Poller
  private var held: [Held?]
  private var closed: [Int] = []
  private var made = 0

  private final class Held {
    let socket: Socket
    var hasOpened = false
    init(_ socket: consuming Socket) { self.socket = socket }
  }

  /// - Parameters:
  ///   - count: connections at once.
  ///   - openings: what each sends first, in turn.
  init(
    to address: SocketAddress, count: Int, from sources: Sources, sending openings: [[UInt8]], _ tally: Tally
  ) throws {
    self.address = address
    self.sources = sources
    self.openings = openings
    self.tally = tally
    poller = try Poller(capacity: 1_024)
    held = (0..<count).map { _ in nil }
  }

  /// Holds them until it is told to end.
  mutating func run(until end: SiegeEnd) throws {
    try poller.add(end.descriptor, [.readable, .edgeTriggered], token: .max)
    for place in held.indices { try open(place) }
    while !end.isSet {
      let deadline = Clock.monotonicMilliseconds + Self.pause
      for place in closed.prefix(Self.reopened) { try open(place) }
      closed.removeFirst(min(closed.count, Self.reopened))
      while !end.isSet, Clock.monotonicMilliseconds < deadline {
        let left = Int32(clamping: deadline - Clock.monotonicMilliseconds)
        for index in 0..<(try poller.wait(timeoutMilliseconds: max(0, left))) {
          let event = poller.event(at: index)
          if event.token < UInt64(held.count) { serve(Int(event.token), event) }
        }
      }
    }
  }

  private mutating func open(_ place: Int) throws {
    let socket = try Socket.connecting(to: address, from: sources[made])
    made += 1
    try poller.add(socket.raw, .writable, token: UInt64(place))
    held[place] = Held(socket)
  }

  private mutating func serve(_ place: Int, _ event: Poller.Event) {
    guard let connection = held[place] else { return }
    do throws(SystemError) {
      guard connection.hasOpened else {
        if let error = connection.socket.connectResult() { throw error }
        connection.hasOpened = true
        tally.opened.add(1, ordering: .relaxed)
        let opening = openings[place % openings.count]
        _ = try connection.socket.send(opening.span)
        return try poller.modify(connection.socket.raw, .readable, token: UInt64(place))
      }
      while let count = try connection.socket.discardInput(upTo: 16_384) {
        if count == 0 { return close(place) }
      }
    } catch {
      close(place)
    }
  }

  private mutating func close(_ place: Int) {
    if held[place]?.hasOpened == true { tally.ended.add(1, ordering: .relaxed) }
    held[place] = nil
    closed.append(place)
  }
}
