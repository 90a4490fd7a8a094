import ChatClient
import Reactor
import TLS
import TestSupport
import Wire

/// The client's own core, led by an attack, which waits for what it tells. Owned by the thread that made it.
final class LinkedClient {
  private let link: Link
  private let address: Address
  private var poller: Poller
  private var waiting: [ClientEvent] = []
  private var hasEnded = false

  /// Connects, and wants a server with this key.
  init(_ name: String, to server: SocketAddress, trusting pin: PublicKeyPin) throws {
    guard let address = Address(parsing: "\(server)") else {
      throw TestFailure("no address: \(server)", file: #fileID, line: #line)
    }
    var settings = LinkSettings(address: address, pins: [pin], name: try Name(name), asksAgain: false)
    settings.backoff = Backoff(firstMilliseconds: 4, longestMilliseconds: 100)
    let poller = try Poller(capacity: 1)
    self.address = address
    link = try Link(settings)
    try poller.add(link.events.descriptor, [.readable, .edgeTriggered], token: 0)
    self.poller = poller
  }

  /// Gives the link something to do.
  func post(_ command: LinkCommand) { link.post(command) }

  /// Trusts the server by this key alone.
  func trust(_ pin: PublicKeyPin) { post(.trust([LinkNode(address: address, pins: [pin])])) }

  /// Says a line, whose answer has that number.
  func say(_ text: String, id: Int) { link.post(.say(OutgoingLine(Array(text.utf8), id: id))) }

  /// Waits for an event that means something, as patiently as a `TestClient`; what comes before it is passed
  /// over.
  @discardableResult
  func wait<Meaning>(_ words: String, for meaning: (ClientEvent) -> Meaning?) throws -> Meaning {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while true {
      link.events.drain(into: &waiting)
      link.drained()
      while !waiting.isEmpty {
        let event = waiting.removeFirst()
        if case .ended = event { hasEnded = true }
        if let found = meaning(event) { return found }
      }
      guard !hasEnded, try poller.wait(until: deadline) else {
        throw TestFailure("\(words) does not come", file: #fileID, line: #line)
      }
    }
  }

  deinit {
    if !hasEnded { link.post(.stop(.left)) }
    _ = try? wait("the end") { event -> Bool? in if case .ended = event { true } else { nil } }
    link.join()
  }
}
