import ChatClient
import TLS
import Testing
import Wire

@Suite("The server's next key, in a conversation")
struct ConversationNextKeyTests {
  @Test("is told after the entering, once, and again where it is another one")
  func announced() throws {
    var talk = try Talk()
    talk.connect()
    #expect(talk.hear("+1 10", "= room r1", "= next \(try pin(2))", "= session \(Talk.token)").isEmpty)
    let entered = ClientEvent.entered(name: "ana", here: ["ana"], count: 1)
    #expect(talk.hear("= here ana", "= ready") == [entered, .nextKey(try pin(2))])
    #expect(talk.hear("= next \(try pin(2))").isEmpty)
    #expect(talk.hear("= next \(try pin(3))") == [.nextKey(try pin(3))])
    for line in ["= next", "= next sha256//AAAA", "= next \(try pin(4));\(try pin(5))", "= next -"] {
      #expect(talk.hear(line).isEmpty)
    }
  }

  @Test("is one that is known already, and not told again")
  func known() throws {
    var talk = try Talk(nextPin: try pin(2))
    talk.connect()
    let events = talk.hear("+1 10", "= room r1", "= next \(try pin(2))", "= ready")
    #expect(events == [.entered(name: "ana", here: [], count: 0)])
  }

  @Test("is none any more where a welcome does not name it")
  func gone() throws {
    var talk = try Talk(nextPin: try pin(2))
    talk.connect()
    #expect(talk.hear("+1 10", "= room r1", "= session \(Talk.token)", "= ready").last == .nextKey(nil))
    talk.disconnect()
    talk.connect()
    #expect(talk.hear("+2 -", "= room r1", "= ready").last == .resumed)
    talk.disconnect()
    talk.connect()
    let back = talk.hear("+3 -", "= room r1", "= next \(try pin(3))", "= ready")
    #expect(back.suffix(2) == [.resumed, .nextKey(try pin(3))])
  }

  @Test("of a welcome that was cut says nothing, neither then nor in the next one")
  func cutWelcome() throws {
    var talk = try Talk()
    talk.connect()
    #expect(talk.hear("+1 10", "= room r1", "= next \(try pin(2))", "= session \(Talk.token)").isEmpty)
    talk.disconnect()
    _ = talk.events()
    talk.connect()
    #expect(talk.hear("+2 -", "= room r1", "= ready").allSatisfy { $0 != .nextKey(try? pin(2)) })
  }

  @Test("is told eight times on a connection, and no more")
  func bounded() throws {
    var talk = try Talk.inRoom()
    for number in 1...8 {
      #expect(talk.hear("= next \(try pin(UInt8(number)))") == [.nextKey(try pin(UInt8(number)))])
    }
    #expect(talk.hear("= next \(try pin(9))").isEmpty)
    talk.disconnect()
    _ = talk.events()
    talk.connect()
    #expect(
      talk.hear("+2 -", "= room r1", "= next \(try pin(9))", "= ready") == [.resumed, .nextKey(try pin(9))])
  }
}
