import ChatClient
import Testing
import Wire

@Suite("A conversation that shows older messages")
struct ConversationOlderTests {
  private func said(_ text: String, at time: Int64 = 5) -> ClientEvent {
    .said(from: "bia", text: text, milliseconds: time, isOld: true)
  }

  /// Ana's, in the room, whose entering was number 10, with the first older messages asked for.
  private func inRoom() throws -> Talk {
    var talk = try Talk("ana", showsOlder: true)
    talk.connect()
    talk.hear("+1 10", "= room r1", "= session \(Talk.token)", "= here ana", "= ready")
    return talk
  }

  /// The same, with the first answered: two lines, the older one number 4.
  private func begun() throws -> Talk {
    var talk = try inRoom()
    talk.hear("~4 5 bia: a", "~6 5 bia: b", "+2 -")
    _ = talk.said()
    return talk
  }

  private func askOlder(_ talk: inout Talk) -> [String] {
    talk.conversation.askOlder()
    return talk.said()
  }

  @Test("asks for the last ones on entering, before anything else that is sent")
  func entering() throws {
    var talk = try Talk("ana", showsOlder: true)
    talk.say("hello")
    talk.connect()
    let events = talk.hear("+1 10", "= room r1", "= session \(Talk.token)", "= here ana", "= ready")
    #expect(events == [.entered(name: "ana", here: ["ana"], count: 1)])
    #expect(talk.said() == ["1 ana", "2 #historico 50 antes 10", "3 hello"])
    #expect(talk.hear("~4 5 bia: a", "~6 5 [privado] bia>ana: b").isEmpty)
    #expect(
      talk.hear("+2 -") == [
        .older(
          [
            said("a"), .whispered(from: "bia", to: "ana", text: "b", milliseconds: 5, isOld: true),
          ], isMissed: false)
      ])
  }

  @Test("asks for more of them when it is told to, once at a time, each older than the last")
  func more() throws {
    var talk = try begun()
    #expect(askOlder(&talk) == ["3 #historico 100 antes 4"])
    #expect(askOlder(&talk).isEmpty)
    #expect(talk.hear("~2 5 bia: c", "+3 -") == [.older([said("c")], isMissed: false)])
    #expect(askOlder(&talk) == ["4 #historico 100 antes 2"])
    #expect(talk.hear("+4 -") == [.older([], isMissed: false)])
  }

  @Test("that is not to show any asks for none")
  func none() throws {
    var talk = try Talk.inRoom()
    #expect(askOlder(&talk).isEmpty)
  }

  @Test("tells the answer to a typed #historico as before, whichever comes first")
  func typed() throws {
    var talk = try begun()
    talk.say("#historico 2")
    talk.conversation.askOlder()
    talk.say("#historico 3")
    #expect(talk.said() == ["3 #historico 2", "4 #historico 100 antes 4", "5 #historico 3"])
    let typed: [ClientEvent] = [.historyBegan, said("x"), .historyEnded(count: 1)]
    #expect(talk.hear("~9 5 bia: x", "+3 -") == typed + [.answered(id: 1, .accepted)])
    #expect(talk.hear("~2 5 bia: y", "+4 -") == [.older([said("y")], isMissed: false)])
    #expect(talk.hear("~9 5 bia: x", "+5 -") == typed + [.answered(id: 2, .accepted)])
  }

  @Test("waits where it was too fast, and asks again, without a word")
  func tooFast() throws {
    var talk = try begun()
    _ = askOlder(&talk)
    #expect(talk.hear("!3 too-fast w", at: 100).isEmpty)
    #expect(askOlder(&talk).isEmpty)
    let due = 100 + Conversation.olderPauseMilliseconds
    #expect(talk.conversation.deadline == due)
    talk.conversation.tick(at: due - 1)
    #expect(talk.said().isEmpty)
    talk.conversation.tick(at: due)
    #expect(talk.said() == ["4 #historico 100 antes 4"])
    #expect(talk.conversation.deadline.map { $0 > due } == true)
    #expect(talk.hear("+4 -") == [.older([], isMissed: false)])
  }

  @Test("says why there are none")
  func refused() throws {
    var talk = try begun()
    _ = askOlder(&talk)
    #expect(talk.hear("!3 not-read w") == [.olderRefused(code: "not-read", words: "w")])
    #expect(askOlder(&talk) == ["4 #historico 100 antes 4"])
  }

  @Test("asks for nothing again when it takes its session up, but for what was not answered")
  func resumed() throws {
    var talk = try begun()
    talk.disconnect()
    talk.connect()
    talk.hear("+3 -", "= room r1", "= ready")
    #expect(talk.said() == ["3 #retomar \(Talk.token) 10"])
    _ = askOlder(&talk)
    talk.hear("~2 5 bia: half")
    talk.disconnect()
    // Asked without a connection, and already under way.
    talk.conversation.askOlder()
    talk.connect()
    talk.hear("+5 -", "= room r1", "= ready")
    #expect(talk.said() == ["5 #retomar \(Talk.token) 10", "4 #historico 100 antes 4"])
    #expect(talk.hear("~3 5 bia: whole", "+4 -") == [.older([said("whole")], isMissed: false)])
    talk.disconnect()
    talk.conversation.askOlder()
    talk.connect()
    talk.hear("+6 -", "= room r1", "= ready")
    #expect(talk.said() == ["6 #retomar \(Talk.token) 10", "7 #historico 100 antes 3"])
  }

  /// The session is over, and another one begins with number 50.
  private func enterAnew(_ talk: inout Talk, room: String) -> [ClientEvent] {
    talk.disconnect()
    talk.connect()
    talk.hear("!3 no-such-session w")
    _ = talk.said()
    return talk.hear("+4 50", "= room \(room)", "= session \(Talk.otherToken)", "= here ana", "= ready")
  }

  @Test("asks in a new session for all that was missed, to where the last one had come")
  func newSession() throws {
    var talk = try begun()
    talk.hear("20 5 bia: live")
    #expect(enterAnew(&talk, room: "r1") == [.entered(name: "ana", here: ["ana"], count: 1)])
    #expect(talk.said() == ["5 #historico 500 antes 50"])
    // It waits for its turn.
    #expect(askOlder(&talk).isEmpty)
    #expect(
      talk.hear("~40 5 bia: d", "~41 5 bia: e", "+5 -") == [.older([said("d"), said("e")], isMissed: true)])
    #expect(talk.said() == ["6 #historico 500 antes 40"])
    #expect(talk.hear("~20 5 bia: live", "~30 5 bia: c", "+6 -") == [.older([said("c")], isMissed: true)])
    #expect(talk.said() == ["7 #historico 100 antes 4"])
    #expect(talk.hear("~2 5 bia: x", "+7 -") == [.older([said("x")], isMissed: false)])
  }

  @Test("asks for the first ones in a new session, too, where the last one brought none")
  func firstPageMissed() throws {
    var talk = try inRoom()
    talk.hear("20 5 bia: live")
    #expect(enterAnew(&talk, room: "r1") == [.entered(name: "ana", here: ["ana"], count: 1)])
    #expect(talk.said() == ["5 #historico 500 antes 50"])
    #expect(talk.hear("~20 5 bia: live", "~30 5 bia: c", "+5 -") == [.older([said("c")], isMissed: true)])
    #expect(talk.said() == ["6 #historico 50 antes 10"])
    #expect(talk.hear("~4 5 bia: a", "+6 -") == [.older([said("a")], isMissed: false)])
  }

  @Test(
    "asks for all that was missed where the new session was cut before it was ready, too",
    arguments: [0, 1, 2, 3])
  func cutWhileEntering(lines: Int) throws {
    var talk = try begun()
    talk.hear("20 5 bia: live")
    talk.disconnect()
    talk.connect()
    talk.hear("!3 no-such-session w")
    _ = talk.said()
    let welcome = ["+4 50", "= room r1", "= session \(Talk.otherToken)", "= here ana"]
    for line in welcome.prefix(lines + 1) { #expect(talk.hear(line).isEmpty) }
    talk.disconnect()
    #expect(talk.events() == [.cut(.cut)])
    talk.connect()
    if lines < 2 {
      #expect(talk.said() == ["5 ana"])
      #expect(
        talk.hear("+5 60", "= room r1", "= session \(Talk.token)", "= here ana", "= ready")
          == [.entered(name: "ana", here: ["ana"], count: 1)])
      #expect(talk.said() == ["6 #historico 500 antes 60"])
      #expect(talk.hear("~20 5 bia: live", "~30 5 bia: c", "+6 -") == [.older([said("c")], isMissed: true)])
    } else {
      #expect(talk.said() == ["5 #retomar \(Talk.otherToken) 50"])
      #expect(
        talk.hear("+5 -", "= room r1", "= ready") == [.entered(name: "ana", here: [], count: 0)])
      #expect(talk.said() == ["6 #historico 500 antes 50", "7 #quem"])
      #expect(talk.hear("~20 5 bia: live", "~30 5 bia: c", "+6 -") == [.older([said("c")], isMissed: true)])
      #expect(talk.hear("= here ana bia", "+7 -") == [.here(["ana", "bia"], count: 2)])
    }
  }

  @Test("asks for no more of what was missed than is kept")
  func muchMissed() throws {
    var talk = try begun()
    talk.hear("20 5 bia: live")
    talk.disconnect()
    talk.connect()
    talk.hear("!3 no-such-session w")
    talk.hear("+4 1000000", "= room r1", "= ready")
    var before = 1_000_000
    var number = 5
    for _ in 0..<Conversation.maximumMissed / 500 {
      #expect(talk.said().last == "\(number) #historico 500 antes \(before)")
      before -= 500
      for sequence in before..<before + 500 { talk.hear("~\(sequence) 5 bia: x") }
      let events = talk.hear("+\(number) -")
      number += 1
      #expect(events.contains(.olderMissing) == (number == 5 + Conversation.maximumMissed / 500))
    }
    #expect(talk.said().isEmpty)
    #expect(askOlder(&talk) == ["9 #historico 100 antes 4"])
  }

  @Test("says that what was missed may not be all where it is refused, or the session ends before")
  func missedRefused() throws {
    var talk = try begun()
    talk.hear("20 5 bia: live")
    _ = enterAnew(&talk, room: "r1")
    _ = talk.said()
    #expect(talk.hear("!5 not-read w") == [.olderMissing])
    #expect(talk.said().isEmpty)
    var twice = try begun()
    twice.hear("20 5 bia: live")
    _ = enterAnew(&twice, room: "r1")
    twice.disconnect()
    twice.connect()
    #expect(twice.hear("!6 no-such-session w") == [.cut(.cut), .olderMissing, .sessionEnded])
  }

  @Test("begins anew in another room")
  func otherRoom() throws {
    var talk = try begun()
    #expect(
      enterAnew(&talk, room: "r2") == [.otherRoom, .entered(name: "ana", here: ["ana"], count: 1)])
    #expect(talk.said() == ["5 #historico 50 antes 50"])
    #expect(talk.hear("~3 5 bia: x", "+5 -") == [.older([said("x")], isMissed: false)])
    #expect(askOlder(&talk) == ["6 #historico 100 antes 3"])
  }

  @Test("takes no line that it did not ask for, and of too much the newest")
  func hostile() throws {
    var talk = try inRoom()
    _ = talk.said()
    talk.hear("~10 5 bia: not older", "~5 5 bia: a", "~5 5 bia: twice", "~4 5 bia: back", "~7 5 * joined eva")
    #expect(talk.hear("~8 5 bia: b", "+2 -") == [.older([said("a"), said("b")], isMissed: false)])
    var big = try Talk("ana", showsOlder: true)
    big.connect()
    big.hear("+1 1000000", "= ready")
    let text = String(repeating: "x", count: 4_000)
    for sequence in 1...1_000 { big.hear("~\(sequence) 5 bia: \(text)") }
    guard case .older(let lines, isMissed: false)? = big.hear("+2 -").first else { throw Unexpected() }
    #expect(30...65 ~= lines.count)
    _ = big.said()
    // What was thrown away can be had again.
    #expect(askOlder(&big) == ["3 #historico 100 antes \(1_001 - lines.count)"])
  }

  @Test("leaves without waiting for them")
  func leaving() throws {
    var talk = try begun()
    _ = askOlder(&talk)
    talk.hear("!3 too-fast w", at: 100)
    talk.conversation.leaveNow()
    #expect(talk.said() == ["4 #sair"])
    talk.conversation.tick(at: 5_000)
    #expect(talk.said().isEmpty)
    var offline = try begun()
    _ = askOlder(&offline)
    offline.disconnect()
    offline.conversation.leaveWhenAnswered()
    offline.conversation.tick(at: 100)
    #expect(offline.conversation.deadline == 100 + Conversation.goodbyeMilliseconds)
  }

  private struct Unexpected: Error {}
}
