import ChatClient
import Reactor
import TestSupport
import Wire

/// One client of the test, and the way of its connections.
final class CrashClient {
  let name: String
  /// Its place among the checker's people.
  let person: Int
  /// What lies between it and the server, where that is its own.
  let relay: TestRelay?
  let link: Link
  var isInRoom = false
  var hasEntered = false
  var isLeaving = false
  /// Whether it wants a name that another one wants at the same time.
  var isRival = false
  var end: ClientEnd?
  /// The lines without an answer, and when they were given to it.
  var unanswered: [Int: (text: String, since: Int64)] = [:]
  /// What is escaped on its way, and more than a byte a character, for cuts to go through; few enough lines.
  private static let padding = String(
    repeating: String(repeating: "é\\x ", count: 24) + "\n", count: 35)
  private var nextID = 1
  private var written = 0

  init(_ name: String, person: Int, _ settings: LinkSettings, _ relay: TestRelay?) throws {
    self.name = name
    self.person = person
    self.relay = relay
    link = try Link(settings)
  }

  /// The text of the next line, unlike any other.
  func nextText(padding: Int) -> String {
    written += 1
    return "\(name)#\(written) \(Self.padding.prefix(padding))."
  }

  func write(_ text: String, to addressee: String?) {
    unanswered[nextID] = (text, Clock.monotonicMilliseconds)
    let line = addressee.map { "@\($0) \(text)" } ?? text
    link.post(.say(OutgoingLine(Array(line.utf8), id: nextID)))
    nextID += 1
  }

  func leave(isTyped: Bool) {
    isLeaving = true
    if isTyped {
      link.post(.say(OutgoingLine(Array("#sair".utf8), id: nextID)))
      nextID += 1
    } else {
      link.post(.leaveWhenAnswered)
    }
  }

  deinit {
    if end == nil { link.post(.stop(.left)) }
    var events: [ClientEvent] = []
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    while end == nil {
      precondition(Clock.monotonicMilliseconds < deadline, "\(name): the link does not end")
      link.events.drain(into: &events)
      for case .ended(let end) in events { self.end = end }
      events.removeAll()
      link.drained()
      if end == nil { TestClock.tick() }
    }
    link.join()
  }
}
