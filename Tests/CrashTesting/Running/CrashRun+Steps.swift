import Reactor
import TestSupport

// What is done to the clients and to the server.
extension CrashRun {
  /// Does it; what nobody is there for at the moment is left out.
  func take(_ action: CrashStep.Action) throws {
    let alarms = alarms
    switch action {
    case .write(let client, let addressee, let padding): write(client, addressee, padding)
    case .cut(let client, let direction, let bytes):
      clients[client]?.relay.watch(direction, bytes: bytes, isCutting: true) { alarms.post(.cut) }
    case .hold(let client):
      held.insert(client)
      clients[client]?.relay.cut()
      tally.cuts += 1
    case .release(let client): release(client)
    case .kill(let pause):
      if server.kill(pause: pause) { tally.kills += 1 }
    case .killAfter(let client, let direction, let bytes, let pause):
      clients[client]?.relay.watch(direction, bytes: bytes, isCutting: false) {
        alarms.post(.kill(pause: pause))
      }
    case .stop(let pause):
      if server.stop(pause: pause) { tally.stops += 1 }
    case .replace(let client, let isTyped): replace(client, isTyped)
    }
  }

  /// Waits a while for everybody to be back who is not held.
  func gather() throws {
    let late = Clock.monotonicMilliseconds + 2_000
    try look { areAllBack || Clock.monotonicMilliseconds > late }
  }

  /// Waits until everybody is here, every line was answered and has reached everybody, and lets the checker
  /// judge.
  func settle() throws {
    for place in clients.indices { release(place) }
    for client in clients + leaving { client?.relay.unwatch() }
    let late = Clock.monotonicMilliseconds + settings.patience
    try look { isQuiet || Clock.monotonicMilliseconds > late }
    guard isQuiet, let writer = clients[tally.rounds % clients.count] else {
      throw CrashViolation(kind: .late, person: "all", words: whoIsLate)
    }
    let mark = writer.nextText(padding: 0)
    write(mark, by: writer, to: nil)
    try look { checker.hasReachedAll(mark) || Clock.monotonicMilliseconds > late }
    checker.settle(through: mark)
    if let violation = checker.violations.first { throw violation }
  }

  private var isQuiet: Bool {
    guard case .up = server.state, leaving.isEmpty else { return false }
    return clients.allSatisfy { $0.map { $0.isInRoom && $0.unanswered.isEmpty } ?? false }
  }

  private var areAllBack: Bool {
    guard case .up = server.state else { return false }
    return clients.indices.allSatisfy { held.contains($0) || clients[$0]?.isInRoom ?? false }
  }

  private var whoIsLate: String {
    let late = (clients + leaving).compactMap { $0 }.filter {
      !$0.isInRoom || $0.isLeaving || !$0.unanswered.isEmpty
    }
    let words = late.map { "\($0.name) (\($0.isInRoom ? "in" : "out"), \($0.unanswered.count) unanswered)" }
    return "\(server.state), \(words.joined(separator: ", ")), \(server.lastWords)"
  }

  private func write(_ place: Int, _ addressee: Int?, _ padding: Int) {
    guard let client = clients[place] else { return }
    guard let addressee else { return write(client.nextText(padding: padding), by: client, to: nil) }
    guard let other = clients[addressee] else { return }
    write(client.nextText(padding: padding), by: client, to: other)
  }

  private func write(_ text: String, by client: CrashClient, to other: CrashClient?) {
    checker.wrote(client.person, text, to: other?.person)
    tally.written += 1
    client.write(text, to: other?.name)
  }

  private func release(_ place: Int) {
    guard held.remove(place) != nil else { return }
    clients[place]?.relay.restore()
  }

  private func replace(_ place: Int, _ isTyped: Bool) {
    guard !held.contains(place), let client = clients[place] else { return }
    checker.leaves(client.person)
    client.leave(isTyped: isTyped)
    leaving.append(client)
    clients[place] = nil
  }
}

extension CrashRun {
  /// What is known when it fails: how far it came, and everything that was found.
  package var report: String {
    (["\(tally)"] + checker.violations.prefix(50).map(\.description)).joined(separator: "\n")
  }
}
