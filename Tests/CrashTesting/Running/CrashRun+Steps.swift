import Reactor
import TestSupport

// What is done to the clients and to the server.
extension CrashRun {
  /// Does it; what nobody is there for at the moment is left out.
  func take(_ action: CrashStep.Action) throws {
    let alarms = alarms
    switch action {
    case .write(let client, let addressee, let padding):
      crowd.write(client, to: addressee, padding: padding)
    case .cut(let client, let direction, let bytes):
      crowd.clients[client]?.relay?.watch(direction, bytes: bytes, isCutting: true) { alarms.post(.cut) }
    case .hold(let client):
      held.insert(client)
      crowd.clients[client]?.relay?.cut()
      crowd.tally.cuts += 1
    case .release(let client): release(client)
    case .kill(let pause):
      if server.kill(pause: pause) { crowd.tally.kills += 1 }
    case .killAfter(let client, let direction, let bytes, let pause):
      crowd.clients[client]?.relay?.watch(direction, bytes: bytes, isCutting: false) {
        alarms.post(.kill(pause: pause))
      }
    case .stop(let pause):
      if server.stop(pause: pause) { crowd.tally.stops += 1 }
    case .replace(let client, let isTyped):
      if !held.contains(client) { crowd.replace(client, isTyped: isTyped) }
    }
  }

  /// Waits a while for everybody to be back who is not held.
  func gather() throws {
    let late = Clock.monotonicMilliseconds + 2_000
    try look { isUp && crowd.areAllBack(but: held) || Clock.monotonicMilliseconds > late }
  }

  /// Waits until everybody is here, every line was answered and has reached everybody, and lets the checker
  /// judge.
  func settle() throws {
    for place in crowd.clients.indices { release(place) }
    for client in crowd.all { client.relay?.unwatch() }
    try crowd.settle(crowd.tally.rounds, patience: settings.patience, look: look(until:)) {
      isUp
    } words: {
      "\(server.state), \(server.lastWords)"
    }
  }

  private var isUp: Bool { if case .up = server.state { true } else { false } }

  private func release(_ place: Int) {
    guard held.remove(place) != nil else { return }
    crowd.clients[place]?.relay?.restore()
  }
}
