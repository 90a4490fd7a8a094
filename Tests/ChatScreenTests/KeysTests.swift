import ChatClient
import Invitation
import TLS
import Terminal
import Testing
import Wire

@testable import ChatScreen

@Suite("Keys on the screen")
struct KeysTests {
  @Test("edit the field, and Enter sends it")
  func enter() throws {
    var test = try ScreenUnderTest()
    test.type("hello wrld")
    test.press(.left, .left, .left)
    test.type("o")
    test.press(.enter)
    #expect(test.told() == ["say hello world"])
    #expect(test.field.isEmpty)
  }

  @Test("send by a click on the button as by Enter")
  func button() throws {
    var test = try ScreenUnderTest(language: .portuguese)
    test.type("olá")
    try test.click(on: "[ Enviar ]")
    #expect(test.told() == ["say olá"])
  }

  @Test("send nothing where there is nothing but blanks", arguments: ["", "   ", "\n \n"])
  func blank(text: String) throws {
    var test = try ScreenUnderTest()
    test.press(.paste(Paste(text: text)), .enter)
    #expect(test.told().isEmpty)
    #expect(test.field.isEmpty)
  }

  @Test("make one message of several lines with Alt-Enter")
  func altEnter() throws {
    var test = try ScreenUnderTest()
    test.type("one")
    test.press(.altEnter)
    test.type("two")
    #expect(test.rows().suffix(2).map { String($0.prefix(5)) } == ["> one", "  two"])
    test.press(.enter)
    #expect(test.told() == ["say one\ntwo"])
  }

  @Test("bring back what one has sent")
  func history() throws {
    var test = try ScreenUnderTest()
    for text in ["one", "two"] {
      test.type(text)
      test.press(.enter)
    }
    test.type("draft")
    test.press(.up)
    #expect(test.field == "two")
    test.press(.up)
    #expect(test.field == "one")
    test.press(.down, .down)
    #expect(test.field == "draft")
    test.press(.control("p"), .control("p"), .control("n"))
    #expect(test.field == "two")
  }

  @Test("complete names, those who spoke last first, and commands")
  func completion() throws {
    var test = try ScreenUnderTest()
    test.say("Célia", "hi")
    test.say("Beto", "hi")
    test.type("@")
    test.press(.tab)
    #expect(test.field == "@Beto ")
    test.press(.tab)
    #expect(test.field == "@Célia ")
    test.press(.backTab)
    #expect(test.field == "@Beto ")
    test.press(.control("u"))
    test.type("#hi")
    test.press(.tab)
    #expect(test.field.hasPrefix("#history"))
  }

  @Test("scroll, and leave in place what one reads while messages come in")
  func scroll() throws {
    var test = try ScreenUnderTest()
    for index in 0..<100 { test.say("Beto", "message \(index)!") }
    test.press(.pageUp)
    let before = test.rows()
    #expect(test.row(with: "message 99!") == nil)
    test.say("Beto", "one more")
    test.say("Beto", "and more")
    let after = test.rows()
    #expect(before[1..<22].elementsEqual(after[1..<22]))
    #expect(test.row(with: "below") != nil)
    test.press(.pageDown, .pageDown)
    #expect(test.row(with: "and more") != nil)
    test.press(.home)
    #expect(test.row(with: "welcome") != nil)
    test.press(.end)
    #expect(test.row(with: "and more") != nil)
    test.press(.mouse(MouseEvent(.wheelUp, at: Point(column: 3, row: 3), button: 0)))
    #expect(test.row(with: "and more") == nil)
    test.press(.mouse(MouseEvent(.wheelDown, at: Point(column: 3, row: 3), button: 0)))
    #expect(test.row(with: "and more") != nil)
  }

  @Test("count what is below, and a click on the count goes there")
  func below() throws {
    var test = try ScreenUnderTest()
    for index in 0..<100 { test.say("Beto", "message \(index)!") }
    test.press(.home)
    #expect(test.row(with: "↓") != nil)
    test.say("Beto", "newest")
    #expect(test.row(with: "↓")?.contains("below") == true)
    try test.click(on: "↓")
    #expect(test.row(with: "newest") != nil)
    #expect(test.row(with: "↓") == nil)
  }

  @Test("Home and End go along the line where there is text")
  func homeInField() throws {
    var test = try ScreenUnderTest()
    test.type("bc")
    test.press(.home)
    test.type("a")
    test.press(.end)
    test.type("d")
    #expect(test.field == "abcd")
  }

  @Test("Ctrl-C clears the field, then asks, and leaves on yes", arguments: ["y", "s", "Y"])
  func interrupt(answer: Character) throws {
    var test = try ScreenUnderTest()
    test.type("text")
    test.press(.control("c"))
    #expect(test.field.isEmpty)
    #expect(test.told().isEmpty)
    test.press(.control("y"))
    #expect(test.field == "text")
    test.press(.control("c"), .control("c"))
    #expect(test.row(with: "Leave the chat? [y/N]") != nil)
    test.press(.character("n"))
    #expect(test.row(with: "Leave the chat?") == nil)
    #expect(test.told().isEmpty)
    test.press(.control("c"), .character(answer))
    #expect(test.told() == ["leaveNow"])
    #expect(test.row(with: "leaving…") != nil)
  }

  @Test("a question is seen, wherever one reads", arguments: [Key.home, .function(1)])
  func questionInSight(key: Key) throws {
    var test = try ScreenUnderTest(columns: 120)
    for index in 0..<100 { test.say("Beto", "message \(index)!") }
    // Not by Enter, which closes the help itself.
    test.press(key)
    test.screen.field.set(String(repeating: "long ", count: 1_000))
    try test.click(on: "[ Send ]")
    #expect(test.row(with: "Send it as 2 messages? [y/N]") != nil)
  }

  @Test("a name that is asked for anew is asked for in sight")
  func nameInSight() throws {
    var test = try ScreenUnderTest()
    for index in 0..<100 { test.say("Beto", "message \(index)!") }
    test.press(.home)
    test.hear(.cut(.cut), .sessionEnded, .nameRefused(name: "ana", code: "name-taken", words: ""))
    #expect(test.row(with: "Which name do you want?") != nil)
  }

  @Test("Ctrl-C twice more leaves without a word, and once more without waiting")
  func interrupts() throws {
    var test = try ScreenUnderTest()
    test.press(.control("c"), .control("c"))
    #expect(test.told() == ["leaveNow"])
    test.press(.control("c"))
    #expect(test.told() == ["stop left"])
  }

  @Test("Ctrl-D leaves with an empty field, and asks while something is not in the journal")
  func endOfInput() throws {
    var test = try ScreenUnderTest()
    test.type("ab")
    test.press(.home, .control("d"))
    #expect(test.field == "b")
    test.press(.enter)
    test.press(.control("d"))
    #expect(test.row(with: "One message is not in the journal yet.") != nil)
    test.press(.escape)
    test.answer(1)
    _ = test.told()
    test.press(.control("d"))
    #expect(test.told() == ["leaveNow"])
  }

  @Test("F1 shows all keys in place of the messages, and anything else goes back")
  func help() throws {
    var test = try ScreenUnderTest(columns: 100, rows: 60)
    test.say("Beto", "hello")
    test.press(.function(1))
    for text in ["Alt-Enter", "Tab", "Ctrl-W", "PgUp", "F2", "F3", "#ignore", "Ctrl-Z", "Shift-drag"] {
      #expect(test.row(with: text) != nil, "\(text)")
    }
    #expect(test.row(with: "Beto: hello") == nil)
    test.press(.escape)
    #expect(test.row(with: "Beto: hello") != nil)
    test.press(.function(1), .function(1))
    #expect(test.row(with: "Beto: hello") != nil)
    test.press(.function(1))
    test.type("x")
    #expect(test.row(with: "Beto: hello") != nil)
    #expect(test.field == "x")
  }

  @Test("F1 has each row go on where its meaning begins", arguments: Language.allCases, [80, 100, 48])
  func helpColumns(language: Language, columns: Int) throws {
    var test = try ScreenUnderTest(columns: columns, rows: 150, language: language)
    test.screen.resize(to: Size(columns: columns + 40, rows: 24))
    test.press(.function(1))
    _ = test.rows()
    test.screen.resize(to: Size(columns: columns, rows: 150))
    test.press(.home)
    _ = test.rows()
    let end = columns - (test.screen.layout.people?.size.columns ?? 0)
    let rows = test.rows().map { Dialogue.trimmed("|" + $0.prefix(end)).dropFirst() }
    let keys = test.screen.wording.help.flatMap(\.rows).map(\.keys)
    let start = min(32, test.screen.layout.pane.size.columns / 2)
    for key in keys {
      let index = try #require(rows.firstIndex { $0.hasPrefix("  \(key) ") || $0 == "  \(key)" }, "\(key)")
      let isBeside = TextWidth.columns(key) + 4 <= start
      let meaning = isBeside ? rows[index].dropFirst(start) : rows[index + 1].dropFirst(start)
      #expect(meaning.first.map { !$0.isWhitespace } == true, "\(key)")
      let next = rows[index + (isBeside ? 1 : 2)]
      if next.hasPrefix("   ") { #expect(next.prefix { $0 == " " }.count == start, "\(key)") }
    }
  }

  @Test("F1 says what Ctrl-C and the sign of names mean", arguments: Language.allCases)
  func helpWords(language: Language) throws {
    var test = try ScreenUnderTest(columns: 200, rows: 100, language: language)
    test.press(.function(1))
    let isPortuguese = language == .portuguese
    #expect(test.row(with: isPortuguese ? "pergunta se é para sair" : "asks whether to leave") != nil)
    // Of who is not here, and of what was said before we came, nobody tells the keys.
    #expect(test.row(with: isPortuguese ? "ou a mensagem é antiga" : "or the message is an old one") != nil)
  }

  @Test("F1 shows how to invite somebody, too")
  func invitation() throws {
    var test = try ScreenUnderTest(columns: 120, rows: 60)
    test.press(.function(1))
    #expect(test.row(with: "papo ADDRESS-OF-THIS-MACHINE:7443 --pin \(ScreenUnderTest.pin)") != nil)
    #expect(test.rows().count { $0.contains("read aloud: ") } == 1)
    #expect(test.row(with: "read aloud: 0000 0000 0000 0000 0000") != nil)
    // A link to this machine leads others to their own.
    #expect(test.row(with: "papo://") == nil)
  }

  @Test(
    "F1 shows the link to a server elsewhere, and the code of it where there is room", arguments: [60, 20])
  func invitationElsewhere(rows: Int) throws {
    let pins = [ScreenUnderTest.pin, "sha256//" + String(repeating: "B", count: 42) + "A="]
    let trust = Trust(
      try #require(Address(parsing: "192.0.2.7")),
      pins: try pins.map { try #require(PublicKeyPin(parsing: $0)) })
    var test = try ScreenUnderTest(columns: 200, rows: rows, trust: trust)
    test.press(.function(1), .end)
    let link = "papo://192.0.2.7:7443/?pin=\(pins[0])%3B\(pins[1])"
    let code = try #require(QRCode(link))
    if rows == 60 {
      #expect(test.row(with: "papo 192.0.2.7:7443 --pin \(pins[0]) --pin \(pins[1])") != nil)
      #expect(test.row(with: "papo '\(link)'") != nil)
      for pin in trust.pins { #expect(test.row(with: "read aloud: \(SpokenPin(pin))") != nil) }
    }
    #expect((test.row(with: code.rows[7]) != nil) == (rows == 60))
  }

  @Test("F1 invites to all servers of a room, the one that one is at first, with the keys of all")
  func invitationToSeveral() throws {
    let pins = try ["A", "B", "C"].map {
      try #require(PublicKeyPin(parsing: "sha256//" + String(repeating: $0, count: 42) + "A="))
    }
    let first = try #require(Address(parsing: "192.0.2.7"))
    var test = try ScreenUnderTest(columns: 300, rows: 80, trust: Trust(first, pins: [pins[0]]))
    let teller = "\(first),\(pins[0])"
    test.hear(.nodes(try #require(ToldNodes(parsing: "\(teller) 192.0.2.8:9,\(pins[1]),\(pins[2])"))))
    test.press(.function(1), .end)
    let keys = pins.map { "--pin \($0)" }.joined(separator: " ")
    #expect(test.row(with: "papo 192.0.2.7:7443 192.0.2.8:9 \(keys)") != nil)
    // Those that were given may be any server's.
    let encoded = pins.map(\.description).joined(separator: "%3B")
    #expect(test.row(with: "papo 'papo://192.0.2.7:7443,192.0.2.8:9/?pin=\(encoded)'") != nil)
    test.press(.escape)
    test.hear(.nodes(try #require(ToldNodes(parsing: teller))))
    test.press(.function(1), .end)
    #expect(test.row(with: "papo 192.0.2.7:7443 --pin") != nil)
    #expect(test.row(with: "192.0.2.8") == nil)
  }

  @Test("F1 can be read in a narrow terminal")
  func narrowHelp() throws {
    var test = try ScreenUnderTest(columns: 24, rows: 60)
    test.press(.function(1))
    #expect(test.row(with: "  Enter") != nil)
    #expect(test.row(with: "    sends") != nil)
  }

  @Test("F2 shows and hides who is here")
  func people() throws {
    var test = try ScreenUnderTest()
    #expect(test.row(with: "│ Célia") != nil)
    #expect(test.row(with: "│ ana (you)") != nil)
    test.press(.function(2))
    #expect(test.row(with: "│ Célia") == nil)
    test.press(.function(2))
    #expect(test.row(with: "│ Célia") != nil)
    test.screen.resize(to: Size(columns: 60, rows: 20))
    test.press(.function(2))
    #expect(test.row(with: "│ Célia") == nil)
    test.screen.resize(to: Size(columns: 35, rows: 20))
    test.press(.function(2))
    #expect(test.row(with: "3 here: ana, Beto, Célia") != nil)
  }

  @Test("F3 gives the mouse to the terminal and takes it back; Ctrl-L and Ctrl-Z go to the terminal too")
  func effects() throws {
    var test = try ScreenUnderTest()
    test.press(.function(3))
    #expect(test.row(with: "the mouse is the terminal's") != nil)
    test.press(.function(3), .control("l"), .control("z"))
    #expect(test.screen.takeEffects() == [.useMouse(false), .useMouse(true), .redraw, .suspend])
  }

  @Test("a click on a name begins a private message, or turns it to somebody else")
  func clickOnName() throws {
    var test = try ScreenUnderTest()
    test.say("Célia", "hi")
    test.type("lunch?")
    try test.click(on: "Célia: hi")
    #expect(test.field == "@Célia lunch?")
    try test.click(on: "Beto")
    #expect(test.field == "@Beto lunch?")
    try test.click(on: "ana (you)")
    #expect(test.field == "@Beto lunch?")
  }

  @Test("a click in the field puts the cursor there")
  func clickInField() throws {
    var test = try ScreenUnderTest()
    test.type("ac")
    _ = test.rows()
    test.click(3, 23)
    test.type("b")
    #expect(test.field == "abc")
  }
}
