import ChatClient
import Reactor

extension ClusterRun {
  private static let looker = "looker"

  /// Who enters on any papod is told the same of who is here: everybody, and nobody else. Who was cut before
  /// having entered may be there too, until they are taken for gone. Those who look are not counted: one may
  /// be there still when the next one enters elsewhere.
  func compareRooms() throws {
    let names = crowd.clients.compactMap { $0?.name }.sorted()
    let late = Clock.monotonicMilliseconds + settings.patience
    var number = 0
    while true {
      let rooms = try (0..<ClusterNodes.papodCount).map { papod in
        number += 1
        return try room(on: papod, "\(Self.looker)\(number)", late: late)
      }
      if rooms.allSatisfy({ $0 == names }) { return }
      guard Clock.monotonicMilliseconds < late else {
        throw CrashViolation(kind: .outOfOrder, person: "all", words: "who is here: \(rooms), not \(names)")
      }
      let next = Clock.monotonicMilliseconds + 1_000
      try look { Clock.monotonicMilliseconds >= next }
    }
  }

  /// Who is here, as somebody is told who enters there and leaves; nil where that one was cut while entering,
  /// and then met its own name.
  private func room(on papod: Int, _ name: String, late: Int64) throws -> [String]? {
    let person = crowd.checker.add(name)
    let settings = try LinkSettings.crowd([nodes.fronts[papod].address], nodes.pins, name)
    let looker = try crowd.enter(name, as: person, settings)
    var here: [String]?
    try look {
      var events: [ClientEvent] = []
      looker.link.events.drain(into: &events)
      looker.link.drained()
      for event in events {
        if case .entered(_, let names, _, _) = event { here = names }
        if case .ended(let end) = event { looker.end = end }
      }
      return here != nil || looker.end != nil || Clock.monotonicMilliseconds > late
    }
    guard looker.end == nil else {
      crowd.checker.ended(person)
      return nil
    }
    guard let here else { throw CrashViolation(kind: .late, person: name, words: "does not enter") }
    looker.isInRoom = true
    looker.hasEntered = true
    crowd.leave(looker, isTyped: true)
    return here.filter { !$0.hasPrefix(Self.looker) }.sorted()
  }
}
