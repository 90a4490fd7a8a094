import ChatClient
import Glibc
import TLS
import Terminal
import Testing
import Wire

@testable import ChatScreen

@Suite("Messages on the screen")
struct MessagesTests {
  @Test("come with the sender's name, and private ones are marked both ways")
  func names() throws {
    var test = try ScreenUnderTest()
    test.say("Beto", "hello all")
    test.whisper("Beto", "only you")
    #expect(test.row(with: "Beto: hello all") != nil)
    #expect(test.row(with: "[private] Beto → you: only you") != nil)
    test.type("@Beto yes")
    test.press(.enter)
    #expect(test.told() == ["say @Beto yes"])
    #expect(test.row(with: "[private] you → Beto: yes … sending") != nil)
    test.answer(1)
    #expect(test.row(with: "[private] you → Beto: yes ✓") != nil)
  }

  @Test("tell once that the server keeps private ones")
  func privateIsKept() throws {
    var test = try ScreenUnderTest()
    #expect(test.row(with: "--keep-private") == nil)
    test.whisper("Beto", "a")
    test.whisper("Beto", "b")
    let text = test.rows().joined(separator: "\n")
    #expect(text.ranges(of: "--keep-private").count == 1)
  }

  @Test("of one's own stand below all others until they are in the journal, and then in its order")
  func ownState() throws {
    var test = try ScreenUnderTest()
    test.type("first")
    test.press(.enter)
    test.say("Beto", "in between")
    var rows = test.rows()
    let pending = try #require(rows.firstIndex { $0.contains("ana: first … sending") })
    #expect(pending > (try #require(rows.firstIndex { $0.contains("in between") })))
    test.answer(1)
    test.say("Beto", "after")
    rows = test.rows()
    let order = ["in between", "ana: first ✓", "after"].map { text in
      rows.firstIndex { $0.contains(text) }
    }
    #expect(order.compactMap(\.self).count == 3)
    #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted())
  }

  @Test("that were refused say so and why")
  func refused() throws {
    var test = try ScreenUnderTest(columns: 120)
    test.type("@zeca hi")
    test.press(.enter)
    test.answer(1, .refused(code: "no-such-person", words: ""))
    #expect(test.row(with: "✗ refused: nobody of that name is here") != nil)
  }

  @Test("typed without a connection wait, marked, and are sent when it is back")
  func offline() throws {
    var test = try ScreenUnderTest()
    test.hear(.cut(.cut))
    #expect(test.row(with: "no connection; trying…")?.contains("trusted by the given key") == true)
    #expect(test.row(with: "connection lost: it was cut; trying again…") != nil)
    test.type("are you there?")
    test.press(.enter)
    #expect(test.row(with: "are you there? … waiting for the connection") != nil)
    test.hear(.resumed)
    test.answer(1)
    #expect(test.row(with: "ana: are you there? ✓") != nil)
    #expect(test.told() == ["say are you there?"])
  }

  @Test("have a sign behind the names that belong to keys, and so has who is here")
  func keys() throws {
    var test = try ScreenUnderTest()
    let pin = try #require(PublicKeyPin(parsing: ScreenUnderTest.pin))
    test.hear(.keys(PersonKeys(name: "Beto", pins: [pin])))
    test.say("Beto", "hi")
    test.say("Célia", "hi")
    test.whisper("Beto", "psst")
    #expect(test.row(with: "Beto✦: hi") != nil)
    #expect(test.row(with: "Célia: hi") != nil)
    #expect(test.row(with: "Beto✦ → you: psst") != nil)
    #expect(test.rows().contains { $0.contains("│ Beto✦") })
    #expect(test.rows().contains { $0.hasSuffix("│ Célia") })
    test.type("@Beto oi")
    test.press(.enter)
    #expect(test.row(with: "you → Beto✦: oi …") != nil)
    test.press(.function(1), .end)
    #expect(test.rows().contains { $0.hasPrefix("  ✦") && $0.contains("the name belongs to") })
  }

  @Test("that waited for us stand below a line that says so, each on its day, and count as unread")
  func kept() throws {
    var test = try ScreenUnderTest()
    test.press(.focus(false))
    test.hear(
      .kept([
        .whispered(
          from: "Beto", to: "ana", text: "late", milliseconds: ScreenUnderTest.noon - 86_400_000, isOld: true)
      ]))
    let rows = test.rows()
    let notice = try #require(rows.firstIndex { $0.contains("one private message waited for you:") })
    let date = try #require(rows.firstIndex { $0.contains("Sunday, 22 November 2026") })
    let late = try #require(rows.firstIndex { $0.contains("[private] Beto → you: late") })
    #expect(notice < date && date < late)
    #expect(test.row(with: "new messages") != nil)
  }

  @Test("of several lines keep them")
  func severalLines() throws {
    var test = try ScreenUnderTest()
    test.say("Beto", "one\ntwo")
    let rows = test.rows()
    let first = try #require(rows.firstIndex { $0.contains("Beto: one") })
    #expect(rows[first + 1].hasPrefix("      two"))
  }

  @Test("come without the time where there is no room for it, from the beginning on")
  func narrow() throws {
    for columns in [EntryFormatter.narrow - 1, EntryFormatter.narrow] {
      var test = try ScreenUnderTest(columns: columns)
      test.say("Beto", "hi")
      let row = test.row(with: "Beto: hi")
      #expect(row?.hasPrefix("Beto") == (columns < EntryFormatter.narrow))
    }
  }

  @Test("have a date line where the day changes")
  func dates() throws {
    var test = try ScreenUnderTest(language: .portuguese)
    test.hear(.said(from: "Beto", text: "oi", milliseconds: ScreenUnderTest.noon, isOld: false))
    #expect(test.row(with: "segunda-feira, 23 de novembro de 2026") != nil)
    let tomorrow = ScreenUnderTest.noon + 86_400_000
    test.hear(.said(from: "Beto", text: "bom dia", milliseconds: tomorrow, isOld: false))
    test.hear(.said(from: "Beto", text: "dormiu bem?", milliseconds: tomorrow + 1, isOld: false))
    let text = test.rows().joined(separator: "\n")
    #expect(text.ranges(of: "terça-feira, 24 de novembro de 2026").count == 1)
  }

  @Test("fold people who enter and leave into one line")
  func fold() throws {
    var test = try ScreenUnderTest()
    let noon = ScreenUnderTest.noon
    test.hear(.joined(name: "Davi", milliseconds: noon, isOld: false))
    #expect(test.row(with: "* Davi joined") != nil)
    test.hear(
      .joined(name: "Eva", milliseconds: noon, isOld: false),
      .left(name: "Beto", reason: .quit, milliseconds: noon, isOld: false),
      .left(name: "Eva", reason: .lost, milliseconds: noon, isOld: false))
    #expect(test.row(with: "* Davi joined; Beto left; Eva joined and left") != nil)
    #expect(test.rows().joined().ranges(of: "joined").count == 2)
    test.say("Davi", "hi")
    test.hear(.joined(name: "Fabi", milliseconds: noon, isOld: false))
    #expect(test.row(with: "* Fabi joined") != nil)
  }

  @Test("begin a line of their own once a run is full")
  func foldLimit() throws {
    var test = try ScreenUnderTest()
    for index in 0..<PresenceRun.maximumPeople {
      test.hear(.joined(name: "p\(index)", milliseconds: ScreenUnderTest.noon, isOld: false))
    }
    #expect(test.row(with: "* last joined") == nil)
    test.hear(.joined(name: "last", milliseconds: ScreenUnderTest.noon, isOld: false))
    #expect(test.row(with: "* last joined") != nil)
  }

  @Test("of somebody who is ignored are hidden, those of before too")
  func ignore() throws {
    var test = try ScreenUnderTest()
    test.say("Beto", "noise")
    test.say("Célia", "sense")
    test.type("#ignore beto")
    test.press(.enter)
    test.say("Beto", "more noise")
    test.whisper("Beto", "psst")
    #expect(test.row(with: "noise") == nil)
    #expect(test.row(with: "psst") == nil)
    #expect(test.row(with: "sense") != nil)
    #expect(test.told().isEmpty)
    test.type("#ignore Beto")
    test.press(.enter)
    test.say("Beto", "back")
    #expect(test.row(with: "back") != nil)
  }

  @Test("stay where one reads when somebody is ignored, and when the terminal grows")
  func placeKept() throws {
    var test = try ScreenUnderTest()
    for index in 0..<100 { test.say(index.isMultiple(of: 2) ? "Beto" : "Célia", "message \(index)!") }
    test.screen.resize(to: Size(columns: 30, rows: 24))
    test.press(.pageUp)
    let first = try #require(test.rows()[1].firstRange(of: "message "))
    let number = try #require(Int(test.rows()[1][first.upperBound...].prefix { $0.isNumber }))
    test.screen.resize(to: Size(columns: 80, rows: 24))
    #expect(test.rows()[1].contains("message \(number)!"))
    test.type("#ignore Beto")
    test.press(.enter)
    test.press(.pageUp)
    test.press(.pageDown)
    #expect(test.row(with: "Beto: ") == nil)
  }

  @Test("are no more than the transcript's bound, however many come")
  func bounded() throws {
    var test = try ScreenUnderTest()
    for index in 0..<10_000 { test.say("Beto", "message \(index)") }
    test.press(.home)
    #expect(test.row(with: "message 9999") == nil)
    test.press(.end)
    #expect(test.row(with: "message 9999") != nil)
    #expect(test.screen.dialogue.transcript.entries.count <= Transcript.standardEntries * 5 / 4)
  }
}
