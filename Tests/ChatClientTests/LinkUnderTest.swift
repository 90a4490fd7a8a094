import ChatClient
import Reactor
import TLS
import TestSupport
import Testing
import Wire

/// A link, and the events that it has told, each waited for.
final class LinkUnderTest {
  let link: Link
  private var poller: Poller
  private var waiting: [ClientEvent] = []
  private var hasEnded = false
  private var nextID = 1

  convenience init(
    _ server: ScriptedServer, pins: [PublicKeyPin]? = nil, name: String? = "ana", asksAgain: Bool = false,
    identity: Credentials? = nil, witness: (@Sendable (ServerLine) -> Void)? = nil
  ) throws {
    try self.init(
      server.address, pins: pins ?? [server.pin], name: name, asksAgain: asksAgain, identity: identity,
      witness: witness)
  }

  convenience init(
    _ address: Address, pins: [PublicKeyPin], name: String? = "ana", asksAgain: Bool = false,
    identity: Credentials? = nil, witness: (@Sendable (ServerLine) -> Void)? = nil
  ) throws {
    try self.init(
      [LinkNode(address: address, pins: pins)], name: name, asksAgain: asksAgain, identity: identity,
      witness: witness)
  }

  /// `pause` is the first of the growing pauses, `hurried` what a server gets while another one waits, in
  /// milliseconds.
  init(
    _ nodes: [LinkNode], name: String? = "ana", asksAgain: Bool = false, identity: Credentials? = nil,
    pause: Int64 = 200, hurried: Int64 = 3_000, witness: (@Sendable (ServerLine) -> Void)? = nil
  ) throws {
    ProcessLimits.ignoreBrokenPipe()
    var settings = LinkSettings(nodes: nodes, name: try name.map { try Name($0) }, asksAgain: asksAgain)
    settings.backoff = Backoff(firstMilliseconds: pause, longestMilliseconds: max(pause, 15_000)) { 0 }
    settings.hurriedMilliseconds = hurried
    settings.identity = identity
    settings.witness = witness
    let poller = try Poller(capacity: 1)
    let link = try Link(settings)
    self.poller = poller
    self.link = link
    try self.poller.add(link.events.descriptor, [.readable, .edgeTriggered], token: 0)
  }

  /// The next event.
  func next() throws -> ClientEvent {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while waiting.isEmpty {
      try #require(!hasEnded, "nothing comes after the end")
      try #require(try poller.wait(until: deadline), "no event")
      link.events.drain(into: &waiting)
      link.drained()
    }
    let event = waiting.removeFirst()
    if case .ended = event { hasEnded = true }
    return event
  }

  /// The events up to this one, which is among them.
  @discardableResult
  func events(until last: ClientEvent) throws -> [ClientEvent] {
    var events: [ClientEvent] = []
    while events.last != last { events.append(try next()) }
    return events
  }

  /// Whether something comes within so many milliseconds.
  func hears(within milliseconds: Int64) throws -> Bool {
    if !waiting.isEmpty { return true }
    return try poller.wait(until: Clock.monotonicMilliseconds + milliseconds)
  }

  /// These are the servers from now on.
  func trust(_ nodes: LinkNode...) { link.post(.trust(nodes)) }

  func say(_ lines: String...) {
    for line in lines {
      link.post(.say(OutgoingLine(Array(line.utf8), id: nextID)))
      nextID += 1
    }
  }

  deinit {
    if !hasEnded { link.post(.stop(.left)) }
    while !hasEnded, (try? next()) != nil {}
    link.join()
  }
}
