import Journal
import TestSupport
import Testing

@testable import JournalNATS

@Suite("While somebody removes old messages")
struct PurgingTests {
  private let server: TestNATSServer

  init() throws { server = try TestNATSServer() }

  @Test("nobody passes over those that are there")
  func passedOver() throws {
    let nodes = [try server.bench(), try server.bench(mirror: "other.db")]
    let somebody = try RawClient(.loopback(port: server.port))
    try somebody.send(Array("CONNECT {}\r\n".utf8))
    let count = 300
    for number in 0..<count {
      nodes[0].journal.submit([nodes[0].draft(.said("\(number)"))])
      // There is none: nats-server before 2.9.12 then takes every message for removed that it has not given
      // out yet.
      let purge = #"{"filter":"ROOM.removal","seq":1}"#
      let request = "PUB $JS.API.STREAM.PURGE.ROOM \(purge.utf8.count)\r\n\(purge)\r\n"
      try somebody.send(Array(request.utf8))
    }
    for node in nodes {
      let answers = node.collect(count)
      #expect(answers.compactMap(\.entry).texts == (0..<count).map { "\($0)" })
    }
  }

  @Test("the first message from a number on is found, also behind those that are gone")
  func first() throws {
    let bench = try server.bench()
    let entries = bench.commit([.said("a"), .said("b"), .said("c")])
    let connection = try NATSConnection(try server.settings(mirror: "none"))
    let (second, last) = (entries[1].sequence.value, entries[2].sequence.value)
    #expect(try connection.first(from: second) == second)
    try connection.erase(second)
    #expect(try connection.first(from: second) == last)
    #expect(try connection.first(from: last + 1) == nil)
  }
}
