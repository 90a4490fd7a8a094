import Reactor
import TestSupport

/// Two who are in the room and talk: do others feel what an attacker does?
final class Talkers {
  private let ana: TestClient
  private let beto: TestClient
  private var count = 0

  /// Lets them enter.
  init(_ target: Target) throws {
    ana = try target.enter("ana")
    beto = try target.enter("beto")
  }

  /// How long a message and its answer take, so many times, one after the other.
  func talk(_ times: Int) throws -> Latencies {
    try Latencies(
      (0..<times).map { _ in
        let start = Clock.monotonicNanoseconds
        count += 1
        try ana.send("message \(count)")
        try beto.readLines(through: { $0 == "ana: message \(count)" })
        try beto.send("answer \(count)")
        try ana.readLines(through: { $0 == "beto: answer \(count)" })
        return (Clock.monotonicNanoseconds - start) / 1_000
      })
  }
}
