import ChatServer
import Journal
import JournalNATS
import Reactor
import TLS
import TestSupport
import Testing

// The same over a stream: two servers whose journals lie in a nats-server.

@Suite struct NodesOnStreamTests {
  private static let lease: Int64 = 3_000
  /// Longer than any test.
  private static let long = 2 * TestClient.patience

  private let nats: TestNATSServer

  init() throws { nats = try TestNATSServer() }

  private func journal(_ index: Int) throws -> sending NATSJournal {
    let address = try #require(NATSAddress("nats://127.0.0.1:\(nats.port)/ROOM"))
    return try NATSJournal(
      NATSSettings(address: address, mirror: "\(nats.folder.path)/mirror\(index).db"), newRoom: RoomID(7),
      clock: { Clock.wallMilliseconds })
  }

  private func run(lease: Int64 = long, _ body: ([TestNode]) throws -> Void) throws {
    try TestNode.run(2, lease: lease, journal: { try journal($0) }, body)
  }

  @Test("People of two servers talk in one order, and a name is one person's")
  func talk() throws {
    try run { nodes in
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[1].numbered("Rui")
      try ana.client.hear("* joined Rui")
      let late = try nodes[1].connect(.numbered)
      try late.send("1 Ana")
      try late.expect(prefix: "!1 name-taken ")
      for client in [ana, rui] { try client.client.send((2...51).map { "\($0) \($0)" }) }
      let orders = try [(ana, "Ana"), (rui, "Rui")].map { person, name in
        try (0..<100).map { _ in
          let words = try person.client.hear().split(separator: " ", maxSplits: 3).map(String.init)
          return words[0].hasPrefix("+")
            ? "\(words[1]) \(name): \(words[0].dropFirst())"
            : "\(words[0]) \(words[2]) \(words[3])"
        }
      }
      #expect(orders[0] == orders[1])
      try rui.send("60 @Ana psst")
      try rui.client.hear(answerTo: 60)
      try ana.client.hear("[privado] Rui>Ana: psst")
    }
  }

  @Test("Who is on a server that loses the stream goes to the other one, with all that was said")
  func vanishes() throws {
    try run(lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      let rui = try nodes[1].numbered("Rui")
      try ana.client.hear("* joined Eva")
      let cursor = try ana.client.hear("* joined Rui")
      nodes[0].reach.cut()
      try ana.send("2 um")
      try rui.send("2 dois")
      try rui.client.hear(answerTo: 2)
      #expect(try ana.client.hear() == "= bye")
      try ana.client.expectEnd()
      try eva.readLines(through: { $0.hasPrefix("* this server has lost touch with the room: ") })
      try rui.client.hear("* left Eva lost")
      let again = try nodes[1].resume(ana.token, after: cursor, number: 3)
      try again.hearResumed(3, in: ana.room)
      try again.hear("Rui: dois")
      try again.hear("* left Eva lost")
      try again.send("2 um")
      try again.hear(answerTo: 2)
      try rui.client.hear("Ana: um")
      nodes[0].reach.restore()
      try nodes[0].awaitLog("notice our lease is back")
      let ivo = try nodes[0].plain("Ivo")
      try ivo.send("#historico")
      try ivo.expect(["* 2 earlier messages:", "Rui: dois", "Ana: um"])
      for client in [again, rui.client] { try client.hear("* joined Ivo") }
    }
  }

  @Test("A server that stops hands its people over")
  func stops() throws {
    try run { nodes in
      let rui = try nodes[1].numbered("Rui")
      let ana = try nodes[0].numbered("Ana")
      try rui.client.hear("* joined Ana")
      nodes[0].stop()
      try ana.client.readLines(through: { $0 == "= bye" })
      let again = try nodes[1].resume(ana.token, after: ana.entered, number: 2)
      try again.hearResumed(2, in: ana.room)
      try again.send("3 oi")
      try again.hear(answerTo: 3)
      try rui.client.hear("Ana: oi")
      try nodes[1].awaitLog("notice a node ended")
    }
  }

  @Test("While the stream itself is gone, nobody is lost: all go on with what they had under way")
  func restarted() throws {
    try run { nodes in
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[1].numbered("Rui")
      try ana.client.hear("* joined Rui")
      try nats.restart()
      try ana.send("2 um")
      try ana.client.hear(answerTo: 2)
      try rui.client.hear("Ana: um")
    }
  }

  @Test("A name is given while the servers go on, and who bears it leaves at once")
  func given() throws {
    try run { nodes in
      let rui = try nodes[1].numbered("Rui")
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      for client in [rui.client, ana.client] {
        try client.readLines(through: { $0.hasSuffix("* joined Eva") })
      }
      let pin = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      func papod(_ arguments: String...) throws -> String {
        let stream = ["--journal", "nats://127.0.0.1:\(nats.port)/ROOM"]
        return try TestPrograms.run("papod", ["names"] + arguments + stream, in: nats.folder).output
      }
      for name in ["ana", "eva"] {
        #expect(try papod("give", name, pin).contains(" belongs to \(pin) now"))
        try rui.client.hear("* left \(name == "ana" ? "Ana" : "Eva") kicked")
      }
      try ana.client.expect(["!0 offence this name is yours no more: connection closed"])
      try ana.client.expectEnd()
      try eva.readLines(through: { $0.hasPrefix("* this name is yours no more: ") })
      try eva.expectEnd()
      #expect(try papod("list").split(separator: "\n").count == 2)
      let late = try nodes[1].connect(.numbered)
      try late.send("1 Ana")
      try late.expect(prefix: "!1 name-owned ")
      #expect(try papod("free", "ana").contains("is for whoever asks next"))
      try late.send("2 Ana")
      try rui.client.hear("* joined Ana")
    }
  }
}
