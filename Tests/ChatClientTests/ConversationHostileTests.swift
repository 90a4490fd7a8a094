import ChatClient
import Testing

@Suite("A conversation with a server that is not well meaning")
struct ConversationHostileTests {
  @Test(
    "ends a connection that brings no lines of text",
    arguments: [[0x61, 0, 0x0a], [0xff, 0x0a], [UInt8](repeating: 0x61, count: 65_537)])
  func nonsense(bytes: [UInt8]) throws {
    var talk = try Talk.inRoom()
    talk.conversation.received(bytes.span, at: 0)
    #expect(talk.conversation.dropReason == .nonsense)
  }

  @Test(
    "takes a server that brings no lines of text for one that does not speak our protocol, before the room",
    arguments: [nil, "ana"], [[0x61, 0, 0x0a], [0xff, 0x0a], [UInt8](repeating: 0x61, count: 65_537)])
  func nonsenseFirst(name: String?, bytes: [UInt8]) throws {
    var talk = try Talk(name)
    talk.connect()
    talk.conversation.received(bytes.span, at: 0)
    talk.disconnect(.nonsense)
    #expect(talk.conversation.end == .notLetIn(.nonsense))
    #expect(talk.conversation.end?.exitCode == 76)
  }

  @Test("ignores what it does not know or did not ask for")
  func ignores() throws {
    var talk = try Talk.inRoom()
    #expect(
      talk.hear(
        "", "hello", "+", "+x 1", "!", "= ", "=", "~", "11 1 ", "99999999999999999999 1 a: b", "+1 99",
        "= ready",
        "= gap 1", "= gap x y", "= session short"
      ).isEmpty)
    #expect(talk.conversation.isInRoom)
    #expect(talk.conversation.dropReason == nil)
  }

  @Test("is not let into the room before its name was accepted")
  func early() throws {
    var talk = try Talk()
    talk.connect()
    #expect(talk.hear("= ready", "+2 5", "= ready").isEmpty)
    #expect(!talk.conversation.hasEntered)
  }

  @Test("lists no more people than it says, and counts the others")
  func here() throws {
    var talk = try Talk.inRoom()
    talk.say("#quem")
    for _ in 0..<6 { talk.hear("= here" + String(repeating: " x", count: 100)) }
    let events = talk.hear("+2 -")
    #expect(
      events == [
        .here([String](repeating: "x", count: Conversation.maximumHere), count: 600),
        .answered(id: 1, .accepted),
      ])
  }

  @Test("remembers so many private messages and no more")
  func whispers() throws {
    var talk = try Talk.inRoom()
    let count = Conversation.maximumRemembered + 1
    for number in 0..<count { talk.say("@n\(number) a") }
    for number in 0..<count { talk.hear("+\(number + 2) \(number + 11)") }
    #expect(talk.hear("= undelivered 11") == [.undelivered(to: nil)])
    #expect(talk.hear("= undelivered 12") == [.undelivered(to: "n1")])
  }

  @Test("shows a refusal without a line, and is answered nothing for it")
  func strayRefusal() throws {
    var talk = try Talk.inRoom()
    #expect(talk.hear("!9 grumpy go away") == [.refused(code: "grumpy", words: "go away")])
  }

  @Test("takes no token that is not 128 bits, and enters anew after a cut then")
  func badToken() throws {
    var talk = try Talk()
    talk.connect()
    talk.hear("+1 10", "= room r1", "= session AAAA", "= ready")
    talk.disconnect()
    _ = talk.said()
    talk.connect()
    #expect(talk.said() == ["2 ana"])
  }
}
