import ChatServer
import Journal
import Reactor
import TestSupport
import Testing

// A server that is gone without a word: the others notice when its lease has run out, and see to its people.

@Suite struct NodesLeaseTests {
  /// Short, but longer than a busy machine lets a thread wait.
  private static let lease: Int64 = 1_500

  @Test(
    "The people of a server that is gone leave or are away, who goes elsewhere misses and doubles nothing")
  func vanishes() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      let rui = try nodes[1].numbered("Rui")
      let cursor = try ana.client.hear("* joined Eva")
      try ana.client.hear("* joined Rui")
      try eva.expect("* Rui entered")
      nodes[0].reach.cut()
      // It is taken, and will be committed whenever that server is back.
      try ana.send("2 um")
      // It gives up before the others may take it for gone.
      #expect(try ana.client.hear() == "= bye")
      try ana.client.expectEnd()
      try eva.expect(prefix: "* this server has lost touch with the room: ")
      try eva.expectEnd()
      try rui.client.hear("* left Eva lost")
      #expect(nodes[0].logged.contains { $0.hasPrefix("warning our lease is lost") })
      try nodes[1].awaitLog("notice a node ended address=\(nodes[0].address) node=0000000000000001")
      // Ana is not told to have left: she can be written to, and comes back.
      try rui.send("2 @Ana psst", "3 #quem")
      try rui.client.hear(answerTo: 2)
      #expect(try rui.client.hear() == "= here Ana Rui")
      try rui.expect("+3 -")
      let again = try nodes[1].resume(ana.token, after: cursor, number: 3)
      try again.hearResumed(3, in: ana.room)
      try again.hear("* joined Rui")
      try again.hear("* left Eva lost")
      try again.hear("[privado] Rui>Ana: psst")
      try again.send("2 um")
      let sequence = try again.hear(answerTo: 2)
      #expect(try rui.client.hear("Ana: um") == sequence)
      // What the server still had comes now, and is known.
      nodes[0].reach.restore()
      try nodes[0].awaitLog("notice our lease is back")
      let ivo = try nodes[0].plain("Ivo")
      try ivo.send("#historico")
      try ivo.expect(["* 1 earlier message:", "Ana: um"])
      for client in [again, rui.client] { try client.hear("* joined Ivo") }
      try again.send("4 fim")
      try again.hear(answerTo: 4)
      try rui.client.hear("Ana: fim")
      try ivo.expect("Ana: fim")
    }
  }

  @Test("A server whose lease is lost lets nobody in until it is back, and is told of again then")
  func lost() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let rui = try nodes[1].numbered("Rui")
      nodes[0].reach.cut()
      try nodes[0].awaitLog("warning our lease is lost")
      #expect(try rui.client.readNodes() == [nodes[1].word])
      let ana = try nodes[0].connect(.numbered)
      try ana.send("1 Ana")
      try ana.expect(prefix: "!1 not-stored this server has lost touch with the room")
      try ana.send("2 #retomar \(rui.token) \(rui.entered)")
      try ana.expect(prefix: "!2 not-stored ")
      nodes[0].reach.restore()
      #expect(try rui.client.readNodes() == [nodes[1].word, nodes[0].word])
      try nodes[0].awaitLog("notice our lease is back")
      try ana.send("3 Ana")
      _ = try NumberedClient(entering: ana, number: 3)
      try rui.client.hear("* joined Ana")
    }
  }

  @Test("A server whose lease is back before the others notice sees to those whom it has sent away")
  func backSoon() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      let rui = try nodes[1].numbered("Rui")
      try eva.expect("* Rui entered")
      nodes[0].reach.cut()
      #expect(try eva.readLine().hasPrefix("* this server has lost touch with the room: "))
      nodes[0].reach.restore()
      try rui.client.hear("* left Eva lost")
      let again = try nodes[0].resume(ana.token, after: rui.entered, number: 2)
      try again.readLines(through: { $0 == "= ready" })
      try again.hear("* left Eva lost")
      try again.send("3 oi")
      try again.hear(answerTo: 3)
      try rui.client.hear("Ana: oi")
    }
  }

  @Test("A server whose journal has stopped sends its people to the others")
  func readOnly() throws {
    let memory = TestServer.makeJournal()
    let journals = (1...2).map { MemoryJournal(sharing: memory, writer: UInt64($0)) }
    try TestNode.run(2, lease: Self.lease, journal: { journals[$0] }) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[1].numbered("Rui")
      let eva = try nodes[0].plain("Eva")
      try ana.client.hear("* joined Rui")
      let cursor = try rui.client.hear("* joined Eva")
      journals[0].stop(JournalError(.failed, "the disk"))
      try ana.client.hear("* joined Eva")
      try ana.expect("= bye")
      try ana.client.expectEnd()
      try eva.expect(prefix: "* this server has lost touch with the room: ")
      try rui.client.hear("* left Eva lost")
      let again = try nodes[1].resume(ana.token, after: cursor, number: 2)
      try again.hearResumed(2, in: ana.room)
      try again.hear("* left Eva lost")
    }
  }

  @Test("A server whose journal has stopped does not wait for its lease to run out")
  func readOnlyAtOnce() throws {
    let memory = TestServer.makeJournal()
    let journals = (1...2).map { MemoryJournal(sharing: memory, writer: UInt64($0)) }
    try TestNode.run(2, lease: 2 * TestClient.patience, journal: { journals[$0] }) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[1].numbered("Rui")
      try ana.client.hear("* joined Rui")
      let eva = try nodes[0].numbered("Eva")
      for person in [ana, rui] { try person.client.hear("* joined Eva") }
      journals[0].holdAnswers(true)
      try ana.send("2 um", "3 #quem", "4 dois")
      // Answered from the same thread, after Ana's lines were taken.
      try eva.send("2 #ajuda")
      try eva.client.readLines(through: { $0 == "+2 -" })
      let cursor = try rui.client.hear("Ana: um")
      journals[0].stop(JournalError(.failed, "the disk"))
      // What waited behind the first line is not refused: it can be said elsewhere.
      try ana.expect("= bye")
      try ana.client.expectEnd()
      let again = try nodes[1].resume(ana.token, after: cursor, number: 5)
      try again.hearResumed(5, in: ana.room)
      try again.send(["2 um", "4 dois"])
      #expect(try again.hear(answerTo: 2) == cursor)
      try again.hear(answerTo: 4)
      try rui.client.hear("Ana: dois")
    }
  }

  @Test("Two of three servers that are gone at once are both noticed by the third")
  func two() throws {
    try TestNode.run(3, lease: Self.lease) { nodes in
      let eva = try nodes[0].plain("Eva")
      let ivo = try nodes[1].plain("Ivo")
      try eva.expect("* Ivo entered")
      let rui = try nodes[2].numbered("Rui")
      for client in [eva, ivo] { try client.expect("* Rui entered") }
      nodes[0].reach.cut()
      nodes[1].reach.cut()
      for client in [eva, ivo] {
        try client.expect(prefix: "* this server has lost touch with the room: ")
      }
      let left = try [rui.client.hear(), rui.client.hear()].map { $0.split(separator: " ", maxSplits: 2)[2] }
      #expect(Set(left) == ["* left Eva lost", "* left Ivo lost"])
      try rui.send("2 #quem")
      #expect(try rui.client.hear() == "= here Rui")
    }
  }

  @Test("A server that stood still is taken for gone, and has its people again when it goes on")
  func stoodStill() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      let rui = try nodes[1].numbered("Rui")
      try ana.client.hear("* joined Eva")
      try ana.client.hear("* joined Rui")
      try eva.expect("* Rui entered")
      nodes[0].reach.stand()
      try rui.client.hear("* left Eva lost")
      // Only what is sent to her through the other server shows that she is away there.
      try rui.send("2 @Ana psst")
      try rui.client.hear(answerTo: 2)
      nodes[0].reach.restore()
      try eva.expect(prefix: "* this server has lost touch with the room: ")
      try eva.expectEnd()
      try ana.client.hear("* left Eva lost")
      try nodes[0].awaitLog("warning the other nodes have taken this one for gone")
      #expect(!nodes[0].logged.contains { $0.hasPrefix("warning our lease is lost") })
      // She is told what came for her, though nobody is who is away.
      try ana.client.hear("[privado] Rui>Ana: psst")
      try ana.send("2 ainda aqui")
      try ana.client.hear(answerTo: 2)
      try rui.client.hear("Ana: ainda aqui")
      try rui.send("3 #quem")
      #expect(try rui.client.hear() == "= here Ana Rui")
    }
  }

  @Test("Where no other server is there, a server keeps its people however long its journal is out of reach")
  func alone() throws {
    try TestNode.run(1, lease: 50) { nodes in
      let ana = try nodes[0].numbered("Ana")
      nodes[0].reach.cut()
      try ana.send("2 um", "?")
      try ana.expect("?")
      // Some leases.
      let start = Clock.monotonicMilliseconds
      try TestClock.wait("some time") { Clock.monotonicMilliseconds > start + 300 }
      try ana.send("3 #ajuda")
      nodes[0].reach.restore()
      try ana.client.hear(answerTo: 2)
      #expect(!nodes[0].logged.contains { $0.contains("lease") })
    }
  }
}
