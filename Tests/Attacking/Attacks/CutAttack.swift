import ChatClient
import Reactor
import TestSupport

/// A network that breaks a connection after any number of bytes.
struct CutAttack: Attack {
  let name = "cuts"
  let deed = "connections cut after each number of bytes, in either direction"

  private static let offsets = 500

  func run(_ report: inout AttackReport) throws {
    let target = try Target()
    let relay = try TestRelay(to: target.address)
    let descriptors = try target.descriptors()
    let step = report.isShort ? 9 : 1
    var (cuts, noticed, left) = (0, 0, 0)
    directions: for direction in RelayDirection.allCases {
      for bytes in stride(from: 0, to: Self.offsets, by: step) {
        let name = "\(direction == .toServer ? "up" : "down")\(bytes)"
        cuts += 1
        if try cut(name, direction, after: bytes, target, relay) { noticed += 1 }
        let after = try target.enter("after-\(name)")
        after.close()
        // Else the server waits a while for our end.
        after.cut()
        left = try target.descriptors(returningTo: descriptors) - descriptors
        // Each further look would wait in vain.
        if left > 0 { break directions }
      }
    }
    report.check("cuts that the client takes for cuts", noticed, is: cuts)
    report.check("descriptors left over after any of them", left, is: 0)
    report.show("people who entered after each", cuts.grouped)
  }

  /// Lets somebody enter and talk until the connection is cut; whether that is what the client says.
  private func cut(
    _ name: String, _ direction: RelayDirection, after bytes: Int, _ target: Target, _ relay: TestRelay
  ) throws -> Bool {
    if bytes == 0 { relay.cut() } else { relay.watch(direction, bytes: bytes, isCutting: true) }
    defer {
      relay.restore()
      relay.unwatch()
    }
    let client = try LinkedClient(name, to: relay.address, trusting: target.pin)
    return try client.wait("the cut") { event -> Bool? in
      switch event {
      case .entered:
        client.say(String(repeating: "a", count: Self.offsets), id: 1)
        return nil
      case .cut(let reason): return reason == .cut
      case .ended(.notLetIn(let reason)): return reason == .cut
      case .ended(.unreachable): return true
      case .ended: return false
      default: return nil
      }
    }
  }
}
