import Reactor
import TestSupport

/// Connections that are gone before they have a name.
struct DroppedAttack: Attack {
  let name = "dropped"
  let deed = "connections dropped before a name: 90 % at once, 9 % in a ClientHello, 1 % after the handshake"

  /// After so many milliseconds no more are made.
  private static let limit: Int64 = 600_000
  /// When nobody has come for 10 s, papod gives memory back.
  private static let rest: Int64 = 12_000

  func run(_ report: inout AttackReport) throws {
    let count = report.isShort ? 20_000 : 1_000_000
    let target = try Target()
    let sources = try Sources(200)
    let descriptors = try target.descriptors()
    // What is kept for later is kept by then.
    for number in 0..<10_000 { try drop(number, target, sources) }
    let warm = try target.descriptors(returningTo: descriptors)
    let before = try memory(target, atRest: !report.isShort)
    let start = Clock.monotonicMilliseconds
    var dropped = 0
    var tenths: [String] = []
    while dropped < count, Clock.monotonicMilliseconds < start + Self.limit {
      try drop(dropped, target, sources)
      dropped += 1
      if dropped % (count / 10) == 0 {
        tenths.append((try target.reading().residentKibibytes - before).rounded(to: 0))
      }
    }
    let seconds = Double(Clock.monotonicMilliseconds - start) / 1_000
    let after = try target.descriptors(returningTo: descriptors)
    let more = try memory(target, atRest: !report.isShort) - before
    report.check("dropped, after 10,000 to get warm", dropped, is: count)
    report.show("in all in", "\(seconds.rounded(to: 1)) s")
    // While they come, as many as were there at once are provided for.
    report.show("KiB of memory more after each tenth", tenths.joined(separator: ", "))
    report.cost(
      "memory more, when they have gone", "\(more.rounded(to: 0)) KiB", goal: "under 1,024 KiB", more < 1_024)
    report.check("descriptors left over", max(after, warm) - descriptors, is: 0)
    let client = try target.enter("ana")
    client.close()
  }

  /// In KiB.
  private func memory(_ target: Target, atRest: Bool) throws -> Double {
    if atRest { _ = try SiegeEnd().wait(until: Clock.monotonicMilliseconds + Self.rest) }
    return try target.reading().residentKibibytes
  }

  private func drop(_ number: Int, _ target: Target, _ sources: Sources) throws {
    if number % 100 == 0 {
      return try TestClient(target.address, target.configuration()).cut()
    }
    let socket = try Socket.connecting(to: target.address, from: sources[number])
    var poller = try Poller(capacity: 1)
    try poller.add(socket.raw, .writable, token: 0)
    guard try poller.wait(until: Clock.monotonicMilliseconds + TestClient.patience) else {
      throw TestFailure("connection \(number) does not come about", file: #fileID, line: #line)
    }
    if let error = socket.connectResult() { throw error }
    let hello = Hello.half
    if number % 11 == 0 { _ = try socket.send(hello.span) }
    // Most are reset; the others end as programs do.
    if number % 8 != 0 { socket.reset() }
  }
}
