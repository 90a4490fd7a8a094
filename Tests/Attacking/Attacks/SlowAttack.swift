import Reactor
import TestSupport

/// Clients that send a byte a second.
struct SlowAttack: Attack {
  let name = "slow"
  let deed = "500 clients send one byte a second: 50 of a ClientHello, 350 of a name, 100 of a text"

  private static let handshaking = 50
  private static let unnamed = 350
  private static let named = 100

  func run(_ report: inout AttackReport) throws {
    let seconds: Int64 = report.isShort ? 4 : 75
    let target = try Target()
    let talkers = try Talkers(target)
    let descriptors = try target.descriptors()
    let writers = try (0..<Self.named).map { try target.enter("writer\($0)") }
    let nameless = try (0..<Self.unnamed).map { _ in try TestClient(target.address, target.configuration()) }
    let raw = try (0..<Self.handshaking).map { _ in try RawClient(target.address) }
    let quiet = try talkers.talk(200)
    let memory = try target.reading().residentKibibytes

    let start = Clock.monotonicMilliseconds
    var times: [Latencies] = []
    let clock = try SiegeEnd()
    for second in 0..<seconds {
      let byte = [Hello.half[Int(second)]]
      // Whom the server has ended takes no more, and that is as it should be.
      for client in raw { try? client.send(byte) }
      for client in nameless + writers { try? client.send(bytes: [UInt8(ascii: "a")]) }
      // Slow they are, but not silent.
      for client in writers { while try client.readSome(atMost: 16_384) {} }
      times.append(try talkers.talk(50))
      _ = try clock.wait(until: start + (second + 1) * 1_000)
    }
    let left = try target.descriptors() - descriptors
    let gone = try target.log.count("left", "name=writer")
    let more = try target.reading().residentKibibytes - memory
    report.show("a message and its answer before", "\(quiet)")
    let busy = Latencies(merging: times)
    report.cost("the same during it", "\(busy)", goal: "p99 under 100 ms", busy.p99 < 100_000)
    report.check("people who write that slowly and had to leave", gone, is: 0)
    // 10 s for the handshake, 60 s for a name; a text may take for ever.
    if report.isShort {
      report.show("connections after \(seconds) s or more", left.grouped)
    } else {
      report.check("connections after \(seconds) s", left, is: Self.named)
    }
    report.cost("memory more", "\(more.rounded(to: 0)) KiB", goal: "under 16 MiB", more < 16_384)
    for client in raw { client.cut() }
    for client in nameless + writers { client.cut() }
    let after = try target.descriptors(returningTo: descriptors)
    report.check("descriptors left over", after - descriptors, is: 0)
  }
}
