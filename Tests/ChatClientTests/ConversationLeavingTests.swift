import ChatClient
import Testing

@Suite("Leaving a conversation")
struct ConversationLeavingTests {
  @Test("by a command waits for its answer and the server's close", arguments: ["#sair", "#quit", "#SAIR "])
  func typed(command: String) throws {
    var talk = try Talk.inRoom()
    talk.say(command, "too late")
    #expect(talk.said() == ["2 \(command)"])
    #expect(talk.events() == [.answered(id: 2, .unsent)])
    #expect(talk.hear("11 1 bia: tchau", "+2 12").count == 2)
    #expect(talk.conversation.end == nil)
    talk.disconnect(.closed)
    #expect(talk.events() == [.ended(.left)])
  }

  @Test("waits 2 s for the server's close, no longer")
  func noClose() throws {
    var talk = try Talk.inRoom()
    talk.say("#sair")
    talk.hear("+2 12", at: 1_000)
    talk.conversation.tick(at: 2_999)
    #expect(talk.conversation.end == nil)
    talk.conversation.tick(at: 3_000)
    #expect(talk.conversation.end == .left)
  }

  @Test("counts also where the server closes without an answer")
  func closedWithoutAnswer() throws {
    var talk = try Talk.inRoom()
    talk.say("#sair")
    talk.disconnect(.closed)
    #expect(talk.events() == [.answered(id: 1, .accepted), .ended(.left)])
  }

  @Test(
    "of our own accord is no line that was given, and counts as none",
    arguments: ["+2 12", "!2 not-stored w", "!0 offence w", ""])
  func ownAccord(answer: String) throws {
    var talk = try Talk.inRoom()
    talk.conversation.leaveWhenAnswered()
    #expect(talk.said() == ["2 #sair"])
    #expect(!talk.hear(answer).haveAnswer)
    talk.disconnect(.closed)
    talk.conversation.finish(with: .left)
    #expect(!talk.events().haveAnswer)
  }

  @Test("at the end of the input waits for every answer")
  func whenAnswered() throws {
    var talk = try Talk()
    talk.say("a", "b")
    talk.conversation.leaveWhenAnswered()
    talk.connect()
    talk.hear("+1 10", "= room r1", "= session \(Talk.token)", "= ready")
    #expect(talk.said() == ["1 ana", "2 a", "3 b"])
    talk.hear("+2 11")
    #expect(talk.said().isEmpty)
    talk.hear("!3 not-stored w")
    #expect(talk.said() == ["4 #sair"])
  }

  @Test("waits through a cut for as long as something would be lost")
  func throughCut() throws {
    var talk = try Talk.inRoom()
    talk.say("a")
    talk.conversation.leaveWhenAnswered()
    talk.disconnect()
    talk.conversation.tick(at: 1_000_000)
    #expect(talk.conversation.end == nil)
    _ = talk.said()
    talk.connect()
    talk.hear("+3 -", "= ready", "+2 11")
    #expect(talk.said() == ["3 #retomar \(Talk.token) 10", "2 a", "4 #sair"])
  }

  @Test("waits 2 s for a connection where nothing would be lost")
  func nothingToLose() throws {
    var talk = try Talk.inRoom()
    talk.say("#sair")
    talk.disconnect(.cut, at: 1_000)
    talk.conversation.tick(at: 1_000)
    #expect(talk.conversation.end == nil)
    #expect(talk.conversation.deadline == 3_000)
    talk.conversation.tick(at: 3_000)
    #expect(talk.conversation.end == .left)
  }

  @Test("is done where the session has ended meanwhile")
  func sessionEnded() throws {
    var talk = try Talk.inRoom()
    talk.say("#sair")
    talk.disconnect()
    talk.connect()
    #expect(talk.hear("!3 no-such-session w").last == .ended(.left))
  }

  @Test("at once does not wait for answers, and out of the room for nothing")
  func now() throws {
    var talk = try Talk.inRoom()
    talk.say("a")
    talk.conversation.leaveNow()
    #expect(talk.said() == ["2 a", "3 #sair"])
    var outside = try Talk()
    outside.say("a")
    outside.conversation.leaveNow()
    #expect(outside.events() == [.answered(id: 1, .unsent), .ended(.left)])
  }

  @Test("tells what was not answered, and nothing after the end")
  func unanswered() throws {
    var talk = try Talk.inRoom()
    talk.say("a")
    talk.disconnect()
    talk.say("b")
    _ = talk.events()
    talk.conversation.finish(with: .untrusted)
    #expect(
      talk.events() == [.answered(id: 1, .unsettled), .answered(id: 2, .unsent), .ended(.untrusted)])
    talk.conversation.finish(with: .left)
    talk.conversation.report(.serverStops)
    #expect(talk.events().isEmpty)
    #expect(!talk.conversation.wantsConnection)
  }
}
