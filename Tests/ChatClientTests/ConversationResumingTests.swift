import ChatClient
import Testing
import Wire

@Suite("A conversation after a cut")
struct ConversationResumingTests {
  @Test("takes the session up at its cursor, which counts lines and answers")
  func resumes() throws {
    var talk = try Talk.inRoom()
    talk.hear("11 1 bia: a")
    talk.say("b")
    talk.hear("+2 12")
    talk.disconnect()
    #expect(talk.events() == [.cut(.cut)])
    #expect(talk.conversation.wantsConnection)
    _ = talk.said()
    talk.connect()
    #expect(talk.said() == ["3 #retomar \(Talk.token) 12"])
    #expect(talk.hear("+3 -", "= room r1", "= ready") == [.resumed])
    #expect(talk.conversation.isInRoom)
  }

  @Test("sends every line without an answer again under its old number, then those that never went")
  func resends() throws {
    var talk = try Talk.inRoom()
    talk.say("a", "b", "c")
    talk.hear("+2 11")
    talk.disconnect()
    _ = talk.said()
    talk.say("d")
    talk.connect()
    #expect(talk.said() == ["5 #retomar \(Talk.token) 11"])
    talk.hear("+5 -", "= room r1")
    #expect(talk.said().isEmpty)
    talk.hear("= ready")
    #expect(talk.said() == ["3 b", "4 c", "6 d"])
    #expect(
      talk.hear("+3 12", "+4 14", "+6 15") == [
        .answered(id: 2, .accepted), .answered(id: 3, .accepted), .answered(id: 4, .accepted),
      ])
  }

  @Test("shows what it missed once, and an old answer does not move the cursor back")
  func missed() throws {
    var talk = try Talk.inRoom()
    talk.say("a")
    talk.disconnect()
    talk.connect()
    _ = talk.said()
    talk.hear("+3 -", "= room r1", "= ready")
    #expect(
      talk.hear("10 1 bia: shown", "12 1 bia: new", "12 1 bia: new")
        == [.said(from: "bia", text: "new", milliseconds: 1, isOld: false)])
    talk.hear("+2 11")
    talk.disconnect()
    _ = talk.said()
    talk.connect()
    #expect(talk.said() == ["4 #retomar \(Talk.token) 12"])
  }

  @Test("does not count the answer to taking up, since what was missed comes after it")
  func resumeAnswer() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    #expect(talk.hear("+2 20", "= room r1", "= ready", "15 1 bia: a").count == 3)
  }

  @Test("in another journal counts from the beginning")
  func otherRoom() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    _ = talk.events()
    #expect(
      talk.hear("+2 -", "= room r2", "= ready", "3 1 bia: a")
        == [.resumed, .said(from: "bia", text: "a", milliseconds: 1, isOld: false)])
    talk.disconnect()
    _ = talk.said()
    talk.connect()
    #expect(talk.said() == ["3 #retomar \(Talk.token) 3"])
  }

  @Test("enters again where the session has ended, and in another journal counts from there")
  func sessionEnded() throws {
    var talk = try Talk.inRoom()
    talk.say("sent")
    talk.disconnect()
    talk.say("unsent")
    talk.connect()
    _ = (talk.said(), talk.events())
    #expect(
      talk.hear("!3 no-such-session gone") == [.sessionEnded, .answered(id: 1, .unsettled)])
    #expect(talk.said() == ["4 ana"])
    #expect(
      talk.hear("+4 2", "= room r2", "= session \(Talk.otherToken)", "= here ana", "= ready", "3 1 bia: a")
        == [
          .entered(name: "ana", here: ["ana"], count: 1),
          .said(from: "bia", text: "a", milliseconds: 1, isOld: false),
        ])
    #expect(talk.said() == ["5 unsent"])
    talk.disconnect()
    talk.connect()
    #expect(talk.said() == ["6 #retomar \(Talk.otherToken) 3"])
  }

  @Test("right after entering another journal takes up there, not at the beginning")
  func cursorAfterEntering() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    talk.hear("!2 no-such-session gone", "+3 5", "= room r2", "= session \(Talk.otherToken)", "= ready")
    talk.disconnect()
    _ = talk.said()
    talk.connect()
    #expect(talk.said() == ["4 #retomar \(Talk.otherToken) 5"])
  }

  @Test("asks for another name where somebody has taken it", arguments: ["name-taken", "name-owned"])
  func nameTaken(code: String) throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    _ = (talk.said(), talk.events())
    #expect(
      talk.hear("!2 \(code) w") == [.sessionEnded, .nameRefused(name: "ana", code: code, words: "w")])
    #expect(talk.conversation.end == nil)
    talk.conversation.take(try Name("bia"))
    #expect(talk.said() == ["3 bia"])
  }

  @Test("tries again where the server cannot take the session up now")
  func later() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    talk.hear("!2 not-stored disk")
    #expect(talk.conversation.dropReason == .refused("disk"))
    talk.disconnect()
    #expect(talk.events() == [.cut(.refused("disk"))])
    _ = talk.said()
    talk.connect()
    #expect(talk.said() == ["3 #retomar \(Talk.token) 10"])
  }

  @Test("tells that the journal takes no more, and keeps what is not accepted then: session, name and lines")
  func readOnly() throws {
    var talk = try Talk.inRoom()
    talk.say("under way")
    #expect(talk.hear("= read-only") == [.readOnly])
    talk.say("refused")
    #expect(talk.hear("!3 not-stored w") == [.answered(id: 2, .refused(code: "not-stored", words: "w"))])
    talk.disconnect()
    talk.connect()
    talk.hear("!4 not-stored w")
    talk.disconnect()
    talk.connect()
    _ = talk.said()
    talk.hear("+5 -", "= room r1", "= ready")
    #expect(talk.said() == ["2 under way"])
    #expect(talk.hear("+2 11") == [.answered(id: 1, .accepted)])
  }

  @Test("tries again under its name where the server cannot take the name now")
  func nameLater() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    talk.hear("!2 no-such-session w", "!3 not-stored disk")
    #expect(talk.conversation.dropReason == .refused("disk"))
    talk.disconnect()
    #expect(talk.conversation.wantsConnection)
    _ = (talk.said(), talk.events())
    talk.connect()
    #expect(talk.said() == ["4 ana"])
    #expect(talk.hear("+4 20", "= room r1", "= ready") == [.entered(name: "ana", here: [], count: 0)])
  }

  @Test("goes on trying, whatever the reason, once it has been in the room")
  func goesOn() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    _ = talk.events()
    talk.conversation.connectingFailed(.unreachable("refused"), reason: "refused")
    talk.conversation.connectingFailed(.hostNotFound("gone"), reason: "gone")
    #expect(talk.events() == [.stillCut("refused"), .stillCut("gone")])
    #expect(talk.conversation.wantsConnection)
  }

  @Test("gives up where it has never been in the room")
  func givesUp() throws {
    var talk = try Talk()
    talk.conversation.connectingFailed(.unreachable("refused"), reason: "refused")
    #expect(talk.events() == [.ended(.unreachable("refused"))])
    var cut = try Talk()
    cut.connect()
    cut.disconnect()
    #expect(cut.events() == [.ended(.notLetIn(.cut))])
  }

  @Test("never sends again what the server called an offence")
  func offence() throws {
    var talk = try Talk.inRoom()
    talk.say("a", "b")
    #expect(
      talk.hear("!0 offence words") == [
        .offence(words: "words"), .answered(id: 1, .unsettled), .answered(id: 2, .unsettled),
      ])
    talk.disconnect(.closed)
    talk.connect()
    _ = talk.said()
    talk.hear("+4 -", "= ready")
    #expect(talk.said().isEmpty)
  }

  @Test("keeps what has no answer where the server throws it out before the room, and tries again")
  func offenceWhileResuming() throws {
    var talk = try Talk.inRoom()
    talk.say("a")
    talk.disconnect()
    talk.connect()
    _ = (talk.said(), talk.events())
    #expect(talk.hear("!0 offence the server is full").isEmpty)
    #expect(talk.conversation.dropReason == .refused("the server is full"))
    talk.disconnect(.closed)
    #expect(talk.events() == [.cut(.refused("the server is full"))])
    #expect(talk.conversation.wantsConnection)
    talk.connect()
    #expect(talk.said() == ["4 #retomar \(Talk.token) 10"])
    talk.hear("+4 -", "= room r1", "= ready")
    #expect(talk.said() == ["2 a"])
  }

  @Test("tries again where the server throws it out while it enters anew")
  func offenceWhileEntering() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.say("unsent")
    talk.connect()
    talk.hear("!2 no-such-session gone")
    #expect(talk.hear("!0 offence full").isEmpty)
    talk.disconnect(.closed)
    #expect(talk.events() == [.cut(.refused("full"))])
    _ = talk.said()
    talk.connect()
    talk.hear("+4 20", "= room r1", "= session \(Talk.otherToken)", "= here ana", "= ready")
    #expect(talk.said() == ["4 ana", "5 unsent"])
  }

  @Test("thrown out while another name is thought about says so, and connects again with the name")
  func offenceWhileUnnamed() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    talk.hear("!2 name-taken w")
    #expect(talk.hear("!0 offence no name") == [.offence(words: "no name")])
    #expect(talk.conversation.dropReason == .refused("no name"))
    talk.disconnect(.closed)
    #expect(talk.events().isEmpty)
    talk.conversation.take(try Name("bia"))
    #expect(talk.conversation.wantsConnection)
  }

  @Test("begins with an empty line, whatever the old connection left half said")
  func halfLine() throws {
    var talk = try Talk.inRoom()
    let half = Array("11 1 bia: ha".utf8)
    talk.conversation.received(half.span, at: 0)
    talk.disconnect()
    talk.connect()
    talk.hear("+2 -", "= ready")
    #expect(
      talk.hear("11 1 bia: half") == [.said(from: "bia", text: "half", milliseconds: 1, isOld: false)])
  }
}
