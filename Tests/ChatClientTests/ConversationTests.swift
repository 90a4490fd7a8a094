import ChatClient
import Testing
import Wire

@Suite("A conversation")
struct ConversationTests {
  @Test("enters, and is in the room when the server is ready")
  func enters() throws {
    var talk = try Talk()
    #expect(talk.conversation.wantsConnection)
    talk.connect()
    #expect(talk.said() == ["1 ana"])
    #expect(talk.hear("+1 10", "= room r1", "= session \(Talk.token)", "= here ana", "= here bia 李").isEmpty)
    #expect(!talk.conversation.hasEntered)
    #expect(talk.hear("= ready") == [.entered(name: "ana", here: ["ana", "bia", "李"], count: 3)])
    #expect(talk.conversation.isInRoom && talk.conversation.hasEntered)
  }

  @Test("asks for a name where it has none, and sends it when it comes")
  func asks() throws {
    var talk = try Talk(nil)
    #expect(talk.conversation.wantsConnection)
    talk.connect()
    #expect(talk.events() == [.nameNeeded])
    #expect(talk.said().isEmpty)
    talk.conversation.take(try Name("ana"))
    #expect(talk.said() == ["1 ana"])
  }

  @Test("that has lost its connection while nobody gave a name waits for the name")
  func waitsForName() throws {
    var talk = try Talk(nil)
    talk.connect()
    talk.disconnect(.closed)
    #expect(talk.events() == [.nameNeeded])
    #expect(!talk.conversation.wantsConnection)
    talk.conversation.take(try Name("ana"))
    #expect(talk.conversation.wantsConnection)
    talk.connect()
    #expect(talk.said() == ["1 ana"])
  }

  @Test("asks for another name where one is refused, with numbers that rise")
  func refusedName() throws {
    var talk = try Talk()
    talk.connect()
    _ = talk.said()
    #expect(
      talk.hear("!1 name-taken taken") == [.nameRefused(name: "ana", code: "name-taken", words: "taken")])
    talk.conversation.take(try Name("bia"))
    #expect(talk.said() == ["2 bia"])
    #expect(talk.hear("+2 11", "= ready") == [.entered(name: "bia", here: [], count: 0)])
  }

  @Test("sends a name again that the server closed over, once")
  func lateName() throws {
    var talk = try Talk(nil)
    talk.connect()
    talk.conversation.take(try Name("ana"))
    talk.disconnect(.closed)
    #expect(talk.events() == [.nameNeeded])
    #expect(talk.conversation.wantsConnection)
    talk.connect()
    #expect(talk.said() == ["2 ana"])
    talk.disconnect(.closed)
    #expect(talk.events() == [.ended(.notLetIn(.closed))])
  }

  @Test("ends where a name is refused and nobody can be asked, and says what was not sent")
  func refusedNameInPipe() throws {
    var talk = try Talk(asksAgain: false)
    talk.connect()
    talk.say("olá")
    #expect(
      talk.hear("!1 name-owned no") == [
        .nameRefused(name: "ana", code: "name-owned", words: "no"), .answered(id: 1, .unsent),
        .ended(.nameRefused),
      ])
    #expect(talk.conversation.end == .nameRefused)
  }

  @Test("that is not let in ends where it was never in the room", arguments: ["not-stored", "too-fast"])
  func notLetIn(code: String) throws {
    var talk = try Talk()
    talk.connect()
    talk.hear("!1 \(code) later")
    #expect(talk.conversation.dropReason == .refused("later"))
    talk.disconnect()
    #expect(talk.events() == [.ended(.notLetIn(.refused("later")))])
  }

  @Test("numbers lines when it sends them, and each is answered once")
  func numbers() throws {
    var talk = try Talk()
    talk.say("um")
    talk.connect()
    talk.say("dois")
    #expect(talk.said() == ["1 ana"])
    talk.hear("+1 10", "= ready")
    #expect(talk.said() == ["2 um", "3 dois"])
    #expect(talk.hear("+2 11") == [.answered(id: 1, .accepted)])
    #expect(talk.hear("+2 11", "+7 12").isEmpty)
    #expect(
      talk.hear("!3 no-such-person nobody") == [
        .answered(id: 2, .refused(code: "no-such-person", words: "nobody"))
      ])
  }

  @Test("escapes what it sends")
  func escapes() throws {
    var talk = try Talk.inRoom()
    talk.say("a\\n", "b\nc", "@bia \\", "##x")
    #expect(talk.said() == ["2 a\\\\n", "3 b\\nc", "4 @bia \\\\", "5 ##x"])
  }

  @Test("does not send what would end the session, at the limit and beyond")
  func refusesLocally() throws {
    var talk = try Talk.inRoom()
    talk.say(String(repeating: "a", count: InputLines.maximumBytes))
    #expect(talk.said().count == 1)
    talk.say(String(repeating: "a", count: InputLines.maximumBytes + 1), "a\0b")
    talk.say(bytes: [0x61, 0xff])
    #expect(talk.said().isEmpty)
    #expect(
      talk.events() == [
        .answered(id: 2, .refused(code: "too-long", words: "")),
        .answered(id: 3, .refused(code: "not-allowed", words: "")),
        .answered(id: 4, .refused(code: "not-allowed", words: "")),
      ])
  }

  @Test("tells what everybody says and does")
  func tells() throws {
    var talk = try Talk.inRoom()
    #expect(
      talk.hear(
        "11 1000 bia: olá\\noi \\\\", "12 1001 [privado] bia>ana: só tu", "13 1002 * joined rui",
        "14 1003 * left rui lost", "15 1004 * left bia abducted")
        == [
          .said(from: "bia", text: "olá\noi \\", milliseconds: 1_000, isOld: false),
          .whispered(from: "bia", to: "ana", text: "só tu", milliseconds: 1_001, isOld: false),
          .joined(name: "rui", milliseconds: 1_002, isOld: false),
          .left(name: "rui", reason: .lost, milliseconds: 1_003, isOld: false),
          .left(name: "bia", reason: nil, milliseconds: 1_004, isOld: false),
        ])
  }

  @Test("tells the answers to commands")
  func answers() throws {
    var talk = try Talk.inRoom()
    talk.say("#quem", "#ajuda", "#historico", "#historico 5")
    #expect(
      talk.hear("= here ana bia", "= here rui", "+2 -") == [
        .here(["ana", "bia", "rui"], count: 3), .answered(id: 1, .accepted),
      ])
    #expect(talk.hear("= help #sair: leave", "+3 -") == [.help("#sair: leave"), .answered(id: 2, .accepted)])
    #expect(
      talk.hear("~3 5 bia: a", "~4 6 [privado] bia>ana: b", "+4 -")
        == [
          .historyBegan, .said(from: "bia", text: "a", milliseconds: 5, isOld: true),
          .whispered(from: "bia", to: "ana", text: "b", milliseconds: 6, isOld: true),
          .historyEnded(count: 2), .answered(id: 3, .accepted),
        ])
    #expect(talk.hear("+5 -") == [.historyEnded(count: 0), .answered(id: 4, .accepted)])
  }

  @Test("counts the old lines of an answer that a cut broke off from the beginning")
  func historyCut() throws {
    var talk = try Talk.inRoom()
    talk.say("#historico")
    talk.hear("~3 5 bia: a")
    talk.disconnect()
    talk.connect()
    talk.hear("+3 -", "= room r1", "= ready")
    let events = talk.hear("~3 5 bia: a", "~4 6 bia: b", "+2 -")
    #expect(events.suffix(2) == [.historyEnded(count: 2), .answered(id: 1, .accepted)])
  }

  @Test("tells what is missing, undelivered, and that the server stops")
  func tidings() throws {
    var talk = try Talk.inRoom()
    talk.say("@bia oi")
    talk.hear("+2 11")
    #expect(
      talk.hear("= gap 3 9", "= undelivered 11", "= undelivered 5", "= bye", "= weather fine")
        == [.gap(from: 3, to: 9), .undelivered(to: "bia"), .undelivered(to: nil), .serverStops])
  }

  @Test("answers pings, sends its own, and takes silence for a cut")
  func pings() throws {
    var talk = try Talk.inRoom()
    #expect(talk.hear("?", at: 1_000).isEmpty)
    #expect(talk.said() == ["?"])
    talk.hear("?", at: 10_999)
    #expect(talk.said().isEmpty)
    #expect(talk.conversation.deadline == 40_999)
    talk.conversation.tick(at: 40_998)
    #expect(talk.said().isEmpty)
    talk.conversation.tick(at: 40_999)
    #expect(talk.said() == ["?"])
    talk.conversation.tick(at: 85_998)
    #expect(talk.conversation.dropReason == nil)
    talk.conversation.tick(at: 85_999)
    #expect(talk.conversation.dropReason == .silent)
  }

  @Test("does not count the silence of a server that it does not listen to")
  func excusedSilence() throws {
    var talk = try Talk.inRoom()
    talk.conversation.excuseSilence(at: 74_999)
    talk.conversation.tick(at: 104_000)
    #expect(talk.conversation.dropReason == nil)
  }
}
