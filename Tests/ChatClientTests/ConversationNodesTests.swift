import ChatClient
import TLS
import Testing
import Wire

@Suite("A room's servers, in a conversation")
struct ConversationNodesTests {
  @Test("are told in the welcome, when they change, and anew on the next connection")
  func told() throws {
    var talk = try Talk()
    talk.connect()
    let one = "a:1,\(try pin(1))"
    let two = "b:1,\(try pin(2)),\(try pin(3))"
    let both = ClientEvent.nodes(try #require(ToldNodes(parsing: "\(one) \(two)")))
    #expect(talk.hear("+1 10", "= room r1", "= nodes \(one) \(two)", "= session \(Talk.token)") == [both])
    #expect(talk.hear("= ready").last == .entered(name: "ana", here: [], count: 0))
    #expect(talk.hear("= nodes \(one) \(two)", "= nodes", "= nodes x", "= nodes x:1,y").isEmpty)
    let alone = ClientEvent.nodes(try #require(ToldNodes(parsing: one)))
    #expect(talk.hear("= nodes \(one)") == [alone])
    talk.disconnect()
    _ = talk.events()
    talk.connect()
    #expect(talk.hear("+2 -", "= room r1", "= nodes \(one)", "= ready") == [alone, .resumed])
  }

  @Test("are told 1,024 times on a connection, and no more")
  func bounded() throws {
    var talk = try Talk.inRoom()
    for number in 1...Conversation.maximumNodeLists {
      #expect(talk.hear("= nodes a:\(number),\(try pin(1))").count == 1)
    }
    #expect(talk.hear("= nodes b:1,\(try pin(1))").isEmpty)
    talk.disconnect()
    _ = talk.events()
    talk.connect()
    #expect(talk.hear("= nodes b:1,\(try pin(1))").count == 1)
  }

  @Test("leave one that stops a second to close the connection, where there are others")
  func bye() throws {
    var talk = try Talk.inRoom()
    talk.conversation.hasOthers = true
    #expect(talk.hear("= bye", at: 500) == [.serverStops])
    // Told again, it gets no longer.
    #expect(talk.hear("= bye", "11 5 bia: tchau", at: 900).count == 2)
    #expect(talk.conversation.deadline == 1_500)
    talk.conversation.tick(at: 1_499)
    #expect(talk.conversation.dropReason == nil)
    talk.conversation.tick(at: 1_500)
    #expect(talk.conversation.dropReason == .closed && talk.conversation.isServerStopping)
    talk.disconnect(.closed, at: 1_500)
    #expect(talk.events() == [.cut(.closed)])
    #expect(talk.conversation.isServerStopping && talk.conversation.wantsConnection)
    talk.connect(at: 1_500)
    #expect(!talk.conversation.isServerStopping)

    var alone = try Talk.inRoom()
    alone.hear("= bye")
    alone.conversation.tick(at: 10_000)
    #expect(alone.conversation.dropReason == nil)
  }

  @Test("let one leave by another, where the one that was asked stops before it answers")
  func leavingMeanwhile() throws {
    for hasOthers in [true, false] {
      var talk = try Talk.inRoom()
      talk.conversation.hasOthers = hasOthers
      talk.say("#sair")
      _ = talk.said()
      talk.hear("= bye")
      talk.disconnect(.closed)
      #expect((talk.conversation.end == nil) == hasOthers)
      guard hasOthers else { continue }
      talk.connect()
      talk.hear("+3 -", "= room r1", "= ready")
      #expect(talk.said() == ["3 #retomar \(Talk.token) 10", "2 #sair"])
      talk.hear("+2 11")
      talk.disconnect(.closed)
      #expect(talk.conversation.end == .left)
    }
  }

  @Test("say nothing of one that does not let us in while the next is tried")
  func triesNext() throws {
    var talk = try Talk()
    talk.connect()
    talk.hear("!1 not-stored w")
    #expect(talk.conversation.dropReason == .refused("w"))
    talk.conversation.disconnected(.cut, at: 0, triesNext: true)
    #expect(talk.events().isEmpty && talk.conversation.end == nil && talk.conversation.wantsConnection)
    talk.connect()
    talk.hear("!2 not-stored w")
    talk.disconnect()
    #expect(talk.conversation.end == .notLetIn(.refused("w")))
  }
}
