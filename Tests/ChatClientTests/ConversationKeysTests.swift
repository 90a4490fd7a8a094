import ChatClient
import TLS
import Testing
import Wire

@Suite("A conversation about keys")
struct ConversationKeysTests {
  private let one: PublicKeyPin
  private let other: PublicKeyPin

  init() throws {
    one = try pin(1)
    other = try pin(2)
  }

  @Test("tells with the welcome whose names belong to keys, and later each by itself")
  func owners() throws {
    var talk = try Talk()
    talk.connect()
    let welcome = talk.hear(
      "+1 10", "= room r1", "= session \(Talk.token)", "= here ana bia rui", "= key ana \(one)",
      "= key bia \(other) \(one)")
    #expect(welcome.isEmpty)
    let (ana, bia) = (PersonKeys(name: "ana", pins: [one]), PersonKeys(name: "bia", pins: [other, one]))
    #expect(
      talk.hear("= ready") == [
        .entered(name: "ana", here: ["ana", "bia", "rui"], count: 3, keys: [ana, bia])
      ])
    #expect(
      talk.hear("= key léa \(one)", "11 5 * joined léa")
        == [
          .keys(PersonKeys(name: "léa", pins: [one])), .joined(name: "léa", milliseconds: 5, isOld: false),
        ])
  }

  @Test("does not mix the owners of one session with those of the next")
  func nextSession() throws {
    var talk = try reentering()
    talk.hear("+3 20", "= here ana bia", "= key bia \(one)")
    talk.disconnect()
    talk.connect()
    talk.hear("+4 30", "= here ana bia")
    #expect(talk.hear("= ready") == [.entered(name: "ana", here: ["ana", "bia"], count: 2)])
  }

  @Test("passes over what is no key, and remembers no more than 16 of a name")
  func malformed() throws {
    var talk = try Talk.inRoom()
    for line in ["= key", "= key bia", "= key bia sha256//AA=", "= key  "] {
      #expect(talk.hear(line).isEmpty, "\(line)")
    }
    #expect(talk.hear("= key bia x \(one)") == [.keys(PersonKeys(name: "bia", pins: [one]))])
    for count in [16, 17] {
      let pins = try (0..<count).map { try pin(UInt8($0)) }
      let line = "= key bia " + pins.map(\.description).joined(separator: " ")
      #expect(talk.hear(line) == [.keys(PersonKeys(name: "bia", pins: Array(pins.prefix(16))))])
    }
  }

  @Test("tells our own keys, which may be none")
  func ownKeys() throws {
    var talk = try Talk.inRoom()
    talk.say("#minhas-chaves", "#keys")
    #expect(talk.said() == ["2 #minhas-chaves", "3 #keys"])
    #expect(
      talk.hear("= keys \(one) \(other)", "+2 -") == [.ownKeys([one, other]), .answered(id: 1, .accepted)])
    #expect(talk.hear("= keys", "+3 -") == [.ownKeys([]), .answered(id: 2, .accepted)])
  }

  @Test("tells the keys of any name, which may be none")
  func owner() throws {
    var talk = try Talk.inRoom()
    talk.say("#minhas-chaves bia", "#keys rui")
    #expect(talk.said() == ["2 #minhas-chaves bia", "3 #keys rui"])
    #expect(
      talk.hear("= owner Bia \(one) x \(other)", "+2 -")
        == [.owner(of: "Bia", [one, other]), .answered(id: 1, .accepted)])
    #expect(
      talk.hear("= owner", "= owner rui", "+3 -") == [.owner(of: "rui", []), .answered(id: 2, .accepted)])
  }

  @Test("hands on the commands about keys and people as they are typed")
  func commands() throws {
    var talk = try Talk.inRoom()
    talk.say("#adotar \(one)", "#remove \(one)", "#expulsar bia 5", "#ban 192.0.2.7", "#perdoar 192.0.2.7")
    #expect(
      talk.said() == [
        "2 #adotar \(one)", "3 #remove \(one)", "4 #expulsar bia 5", "5 #ban 192.0.2.7",
        "6 #perdoar 192.0.2.7",
      ])
    #expect(
      talk.hear("!4 not-permitted no") == [
        .answered(id: 3, .refused(code: "not-permitted", words: "no"))
      ])
  }

  @Test("tells what those do who run the room, once")
  func announcements() throws {
    var talk = try Talk.inRoom()
    let kicked = Announcement.kicked(name: "rui", by: "bia", minutes: 5)
    #expect(
      talk.hear("11 7 * kicked rui bia 5", "11 7 * kicked rui bia 5")
        == [.announced(kicked, milliseconds: 7, isOld: false)])
    #expect(talk.conversation.isInRoom)
  }

  @Test("ends where the server lets this person in under no name", arguments: ["banned", "not-a-member"])
  func excluded(code: String) throws {
    let end = ClientEvent.ended(.excluded(code: code, words: "no"))
    var entering = try Talk()
    entering.connect()
    #expect(entering.hear("!1 \(code) no") == [end])
    var returning = try Talk.inRoom()
    returning.disconnect()
    returning.connect()
    _ = returning.events()
    #expect(returning.hear("!2 \(code) no") == [.sessionEnded, end])
  }

  @Test("ends where the server throws this person out, and does not come back by itself")
  func kicked() throws {
    var talk = try Talk.inRoom()
    talk.say("oi")
    _ = talk.said()
    let kicked = Announcement.kicked(name: "ana", by: "bia", minutes: 0)
    #expect(
      talk.hear("11 7 * kicked ana bia 0", "!0 offence bia kicked you out") == [
        .announced(kicked, milliseconds: 7, isOld: false), .answered(id: 1, .unsettled),
        .ended(.excluded(code: "kicked", words: "bia kicked you out")),
      ])
  }

  @Test("goes on where somebody else was thrown out, and comes back after another offence")
  func othersKicked() throws {
    var talk = try Talk.inRoom()
    _ = talk.hear("11 7 * kicked rui bia 0")
    #expect(talk.hear("!0 offence no") == [.offence(words: "no")])
    talk.disconnect()
    talk.connect()
    #expect(talk.conversation.end == nil)
  }

  /// A private message that waited, at that number.
  private func waiting(_ sequence: UInt64) -> (line: String, event: ClientEvent) {
    (
      "~\(sequence) 5 [privado] bia>ana: \(sequence)",
      .whispered(from: "bia", to: "ana", text: "\(sequence)", milliseconds: 5, isOld: true)
    )
  }

  @Test("tells what waited for us once we are in the room, and nothing of it twice")
  func kept() throws {
    var talk = try reentering()
    #expect(talk.hear("+3 20", "= room r1", "= kept 2", waiting(13).line).isEmpty)
    talk.disconnect()
    talk.connect()
    _ = talk.events()
    let welcome = talk.hear(
      "+4 21", "= room r1", "= kept 2", waiting(13).line, waiting(17).line, "= here ana", "= ready")
    #expect(
      welcome == [
        .entered(name: "ana", here: ["ana"], count: 1), .kept([waiting(13).event, waiting(17).event]),
      ])
    // What nobody announced is history.
    #expect(talk.hear("~8 9 bia: c").first == .historyBegan)
  }

  @Test("does not tell what the session before was told, as long as that bore the same name")
  func keptBefore() throws {
    for name in ["ANA", "rui"] {
      var talk = try Talk.inRoom()
      _ = talk.hear("14 5 bia: x")
      talk.disconnect()
      talk.connect()
      _ = talk.hear("!2 name-owned no")
      talk.conversation.take(try Name(name))
      talk.disconnect()
      talk.connect()
      _ = talk.events()
      let welcome = talk.hear(
        "+4 21", "= room r1", "= kept 2", waiting(13).line, waiting(17).line, "= here \(name)", "= ready")
      let kept = name == "rui" ? [waiting(13).event, waiting(17).event] : [waiting(17).event]
      #expect(welcome.contains(.kept(kept)), "\(name)")
    }
  }

  @Test("does not tell again as history what has waited for us")
  func keptIsHistory() throws {
    var talk = try Talk(showsOlder: true)
    talk.connect()
    _ = talk.hear("+1 20", "= room r1", "= kept 1", waiting(13).line, "= here ana", "= ready")
    let older = talk.hear("~7 5 bia: a", waiting(13).line, "~15 5 bia: b", "+2 -")
    let said = ["a", "b"].map { ClientEvent.said(from: "bia", text: $0, milliseconds: 5, isOld: true) }
    #expect(older == [.older(said, isMissed: false)])
    // Where nothing else is older, there may be more all the same.
    talk.conversation.askOlder()
    #expect(talk.said().last == "3 #historico 100 antes 7")
  }

  @Test("bears the name as the server lists it, which is how another device of ours wrote it")
  func spelling() throws {
    var talk = try Talk("ANA")
    talk.connect()
    #expect(
      talk.hear("+1 20", "= room r1", "= here Anastasia Ana bia", "= ready")
        == [.entered(name: "Ana", here: ["Anastasia", "Ana", "bia"], count: 3)])
    for others in ["", " Anastasia bia", " [ana]"] {
      var talk = try Talk("ANA")
      talk.connect()
      let told = talk.hear("+1 20", "= here\(others)", "= ready")
      guard case .entered(let name, _, _, _)? = told.first else {
        Issue.record("not in the room")
        continue
      }
      #expect(name == "ANA")
    }
  }

  @Test("tells what waited for us while we were away when the session goes on")
  func keptForReturning() throws {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    _ = talk.events()
    let late = ClientEvent.whispered(from: "bia", to: "ana", text: "a", milliseconds: 5, isOld: true)
    #expect(
      talk.hear("+2 -", "= room r1", "= kept 1", "~12 5 [privado] bia>ana: a", "= ready")
        == [.resumed, .kept([late])])
  }

  @Test("keeps 8 MiB of what waited until we are in the room, and tells of more at once")
  func keptTooMuch() throws {
    var talk = try Talk()
    talk.connect()
    talk.hear("+1 10", "= kept 1000")
    let text = String(repeating: "a", count: 65_000)
    let cost = 65_000 + "bia".utf8.count + "ana".utf8.count + 64
    let limit = Conversation.maximumKeptBytes / cost
    for sequence in 1...limit {
      #expect(talk.hear("~\(sequence) 5 [privado] bia>ana: \(text)").isEmpty)
    }
    let told = talk.hear("~\(limit + 1) 5 [privado] bia>ana: \(text)")
    guard case .kept(let events)? = told.first else {
      Issue.record("nothing was told")
      return
    }
    #expect(events.count == limit + 1)
    #expect(talk.hear("= ready") == [.entered(name: "ana", here: [], count: 0)])
  }

  /// A conversation that enters for the second time, as line 3, since its session has ended.
  private func reentering() throws -> Talk {
    var talk = try Talk.inRoom()
    talk.disconnect()
    talk.connect()
    talk.hear("!2 no-such-session over")
    return talk
  }
}
