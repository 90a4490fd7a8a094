import ChatServer
import TestSupport
import Testing

// Sessions go from one server to another, and miss nothing.

@Suite struct NodesMovingTests {
  /// Longer than any test: nobody is taken for gone.
  private static let lease = 2 * TestClient.patience

  @Test("A session is taken up through another server, with what it missed, and its lines keep their numbers")
  func moves() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[1].numbered("Rui")
      let cursor = try ana.client.hear("* joined Rui")
      try ana.send("2 um")
      let first = try ana.client.hear(answerTo: 2)
      try rui.client.hear("Ana: um")
      ana.client.cut()
      try rui.send("2 @Ana psst", "3 dois")
      let private1 = try rui.client.hear(answerTo: 2)
      let public1 = try rui.client.hear(answerTo: 3)
      let again = try nodes[1].resume(ana.token, after: cursor, number: 3)
      try again.hearResumed(3, in: ana.room)
      #expect(try again.hear("[privado] Rui>Ana: psst") == private1)
      #expect(try again.hear("Rui: dois") == public1)
      try again.send(["2 um", "4 três"])
      #expect(try again.hear(answerTo: 2) == first)
      try again.hear(answerTo: 4)
      // Nobody was told of anything but what was said.
      try rui.client.hear("Ana: três")
    }
  }

  @Test("A connection that still holds a session is closed when it is taken up through another server")
  func stillOpen() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[0].numbered("Rui")
      try ana.client.hear("* joined Rui")
      let again = try nodes[1].resume(ana.token, after: rui.entered, number: 2)
      try again.hearResumed(2, in: ana.room)
      try ana.client.expectEnd()
      try again.send("3 oi")
      try again.hear(answerTo: 3)
      try rui.client.hear("Ana: oi")
      // And back again.
      let back = try nodes[0].resume(ana.token, after: rui.entered, number: 4)
      try back.hearResumed(4, in: ana.room)
      try again.expectEnd()
      try rui.send("2 @Ana oi")
      try rui.client.hear(answerTo: 2)
      try back.hear("[privado] Rui>Ana: oi")
    }
  }

  @Test("A server that has not read of a session yet lets who comes with it wait until it has")
  func lagging() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let rui = try nodes[1].plain("Rui")
      nodes[1].reach.cut()
      let ana = try nodes[0].numbered("Ana")
      try ana.send("2 um")
      try ana.client.hear(answerTo: 2)
      ana.client.cut()
      let again = try nodes[1].resume(ana.token, after: ana.entered, number: 3)
      let unknown = try nodes[1].resume("AAAAAAAAAAAAAAAAAAAAAA", after: 0)
      // What is asked after these on the same thread is answered.
      for client in [again, unknown] {
        try rui.send("#ajuda")
        _ = try rui.readLines(8)
        #expect(try !client.readSome(atMost: 1))
      }
      nodes[1].reach.restore()
      try again.hearResumed(3, in: ana.room)
      try unknown.expect(prefix: "!1 no-such-session ")
      try rui.expect(["* Ana entered", "Ana: um"])
      try again.send("2 um")
      try again.hear(answerTo: 2)
      try again.send("4 fim")
      try again.hear(answerTo: 4)
      try rui.expect("Ana: fim")
    }
  }

  @Test("Who goes while waiting for a server that has not read so far is away, and can come again")
  func laggingAndGone() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let rui = try nodes[1].plain("Rui")
      nodes[1].reach.cut()
      let ana = try nodes[0].numbered("Ana")
      ana.client.cut()
      let again = try nodes[1].resume(ana.token, after: ana.entered, number: 2)
      try rui.send("#ajuda")
      _ = try rui.readLines(8)
      again.cut()
      // Else the session might be taken up for a connection that is gone, after it was elsewhere.
      try rui.send("#ajuda")
      _ = try rui.readLines(8)
      nodes[1].reach.restore()
      try rui.expect("* Ana entered")
      // Private messages wait for whoever is away.
      try rui.send("@Ana oi")
      let last = try nodes[0].resume(ana.token, after: ana.entered, number: 3)
      try last.hearResumed(3, in: ana.room)
      try last.hear("[privado] Rui>Ana: oi")
    }
  }

  @Test("A server that stops hands its people over at once, and the others learn that it is gone")
  func stops() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      let rui = try nodes[1].numbered("Rui")
      let cursor = try ana.client.hear("* joined Eva")
      try ana.client.hear("* joined Rui")
      try eva.expect("* Rui entered")
      nodes[0].stop()
      try ana.expect("= bye")
      try ana.client.expectEnd()
      try eva.expect("* The server is stopping. Goodbye!")
      try eva.expectEnd()
      let again = try nodes[1].resume(ana.token, after: cursor, number: 2)
      try again.hearResumed(2, in: ana.room)
      try again.hear("* joined Rui")
      try again.hear("* left Eva shutdown")
      try rui.client.hear("* left Eva shutdown")
      try rui.send("2 oi")
      try rui.client.hear(answerTo: 2)
      try again.hear("Rui: oi")
      nodes[0].join()
      try nodes[1].awaitLog("notice a node ended address=\(nodes[0].address) node=")
    }
  }
}
