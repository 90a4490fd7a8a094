import ChatClient
import Terminal
import Testing
import Wire

@testable import ChatScreen

@Suite("Older messages on the screen")
struct OlderTests {
  /// Messages of Beto's with these numbers, a minute apart, number 0 a day before noon.
  private func old(_ numbers: ClosedRange<Int>) -> [ClientEvent] {
    numbers.map {
      .said(
        from: "Beto", text: "old \($0).",
        milliseconds: ScreenUnderTest.noon - 86_400_000 + Int64($0) * 60_000,
        isOld: true)
    }
  }

  /// In the room, with the last 50 there.
  private func begun(columns: Int = 80, rows: Int = 24) throws -> ScreenUnderTest {
    var test = try ScreenUnderTest(columns: columns, rows: rows)
    test.hear(.older(old(200...249), isMissed: false))
    return test
  }

  /// What stands in the window, without the time and the people.
  private func messages(_ test: inout ScreenUnderTest) -> [String] {
    test.rows().dropFirst().dropLast(2).map { row in
      let text = row.prefix { $0 != "│" }
      return String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  @Test("come above what is live, quietly, and without being counted as new")
  func entering() throws {
    var test = try begun()
    let rows = messages(&test)
    #expect(rows.suffix(3).map { $0.contains("old") } == [false, false, false])
    #expect(rows[rows.count - 3].hasPrefix("── ↑ earlier messages"))
    #expect(rows[rows.count - 2].contains("23 November 2026"))
    #expect(rows.last?.contains("welcome, ana!") == true)
    #expect(rows[rows.count - 4].contains("Beto: old 249."))
    #expect(test.row(with: "new messages") == nil)
    #expect(test.screen.takeEffects().isEmpty)
    var lonely = try ScreenUnderTest()
    lonely.hear(.older([], isMissed: false))
    #expect(lonely.row(with: "earlier") == nil && lonely.row(with: "older") == nil)
  }

  @Test(
    "are asked for when one has scrolled up to the oldest",
    arguments: [Key.pageUp, .home, .mouse(MouseEvent(.wheelUp, at: Point(column: 0, row: 5)))])
  func asking(key: Key) throws {
    var test = try begun()
    var presses = 0
    while test.told().isEmpty, presses < 40 {
      #expect(test.row(with: "fetching") == nil)
      test.press(key)
      presses += 1
    }
    #expect(presses == (key == .home ? 1 : key == .pageUp ? 2 : 12))
    #expect(messages(&test)[0].contains("─ fetching older messages… ─"))
    test.press(key, key)
    #expect(test.told().isEmpty)
  }

  @Test("do not move what one reads above or among what is under way", arguments: [1, 2, 4, 6])
  func underWay(scrolled: Int) throws {
    var test = try begun()
    for text in ["first", "second"] {
      test.type(String(repeating: text + " ", count: 25))
      test.press(.enter)
    }
    _ = test.rows()
    test.screen.pane.scroll(by: -scrolled)
    let before = messages(&test)
    #expect(!test.screen.pane.isAtBottom)
    test.hear(.older(old(100...199), isMissed: false))
    #expect(messages(&test) == before)
  }

  @Test("do not move what one reads where the window begins with what is under way")
  func onlyUnderWay() throws {
    var test = try begun(rows: 8)
    for text in ["first", "second"] {
      test.type(String(repeating: text + " ", count: 40))
      test.press(.enter)
    }
    _ = test.rows()
    test.screen.pane.scroll(by: -2)
    let before = messages(&test)
    #expect(before[0].contains("second"))
    #expect(!test.screen.pane.isAtBottom)
    test.hear(.older(old(100...199), isMissed: false))
    #expect(messages(&test) == before)
  }

  @Test("do not move what one reads when they come, to the row", arguments: [0, 1, 2, 5])
  func still(scrolled: Int) throws {
    var test = try begun()
    test.press(.home)
    #expect(test.told() == ["older"])
    for _ in 0..<scrolled { test.screen.pane.scroll(by: 1) }
    let before = messages(&test)
    test.hear(.older(old(100...199), isMissed: false))
    let after = messages(&test)
    // The line about fetching is at the top now, and the date where the day begins.
    let firstMessage = max(0, 2 - scrolled)
    #expect(after.dropFirst(firstMessage) == before.dropFirst(firstMessage))
    #expect(after.prefix(firstMessage).map { $0.suffix(8) } == ["old 198.", "old 199."].suffix(firstMessage))
    #expect(test.rows().contains { $0.contains("↓") })
    test.press(.home)
    #expect(test.told() == ["older"])
    #expect(messages(&test)[1].contains("22 November 2026"))
    #expect(messages(&test)[2].contains("old 100."))
  }

  @Test("may begin on another day: each day has its line once, in its place")
  func dates() throws {
    var test = try begun(rows: 200)
    let day: Int64 = 86_400_000
    test.hear(
      .older(
        [
          .said(from: "Beto", text: "long ago", milliseconds: ScreenUnderTest.noon - 2 * day, isOld: true),
          .said(from: "Beto", text: "then", milliseconds: ScreenUnderTest.noon - day, isOld: true),
        ], isMissed: false))
    let rows = messages(&test).filter {
      $0.contains("November") || $0.contains("Beto: ") || $0.contains("welcome")
    }
    #expect(rows.count == 3 + 52 + 1)
    #expect(rows[0].contains("21 November") && rows[1].contains("long ago"))
    #expect(rows[2].contains("22 November") && rows[3].contains("then") && rows[4].contains("old 200."))
    #expect(rows[54].contains("23 November") && rows[55].contains("welcome"))
  }

  @Test("end: that is said at the top, and nothing more is asked for")
  func beginning() throws {
    var test = try begun()
    test.press(.home)
    #expect(test.told() == ["older"])
    test.hear(.older([], isMissed: false))
    #expect(messages(&test)[0].contains("─ this is the beginning ─"))
    test.press(.home, .pageUp)
    #expect(test.told().isEmpty)
    // Where there never were any, it is said to whoever looks.
    var fresh = try ScreenUnderTest(rows: 10)
    fresh.hear(.older([], isMissed: false))
    for number in 0..<20 { fresh.say("Beto", "m\(number)") }
    fresh.press(.home)
    #expect(fresh.told().isEmpty)
    #expect(messages(&fresh)[0].contains("this is the beginning"))
  }

  @Test("that cannot be had say why, and are asked for again")
  func refused() throws {
    var test = try begun()
    test.press(.home)
    test.hear(.olderRefused(code: "not-read", words: "\u{1b}[2J"))
    #expect(messages(&test)[0].contains("the server could not read the history"))
    _ = test.told()
    test.press(.home)
    #expect(test.told() == ["older"])
    // Of a server that does not know the request nothing is said.
    test.hear(.olderRefused(code: "no-such-command", words: ""))
    test.press(.home)
    #expect(test.told().isEmpty && test.row(with: "older") == nil)
  }

  @Test("are no more than there is room for, and that is said")
  func full() throws {
    var test = try ScreenUnderTest()
    test.hear(.older(old(2_000...2_900), isMissed: false), .older(old(0...1_999), isMissed: false))
    test.press(.home)
    #expect(test.told().isEmpty)
    #expect(messages(&test)[0].contains("there is no room here for older messages"))
    #expect(test.screen.dialogue.transcript.entries.count == Transcript.standardEntries)
    // What is live goes on, and what has no room any more goes from the top.
    test.press(.end)
    for number in 0..<600 { test.say("Beto", "live \(number).") }
    #expect(messages(&test).last?.contains("live 599.") == true)
    #expect(test.screen.pane.count <= Transcript.standardEntries * 5 / 4 + 10)
    test.press(.home)
    #expect(messages(&test)[0].contains("there is no room here for older messages"))
    #expect(messages(&test)[2].contains("Beto: "))
  }

  @Test("leave the mark of what is unread where it is, and ring no bell")
  func unread() throws {
    var test = try begun()
    test.press(.focus(false))
    test.say("Beto", "unread")
    test.hear(
      .older(
        [.whispered(from: "Beto", to: "ana", text: "ana, ana", milliseconds: 1, isOld: true)], isMissed: false
      ))
    #expect(test.screen.takeEffects().isEmpty)
    let rows = messages(&test)
    let mark = try #require(rows.firstIndex { $0.contains("new messages") })
    #expect(rows[mark + 1].contains("unread"))
  }

  @Test("of hidden people stay hidden, and those of one's own are known")
  func people() throws {
    var test = try ScreenUnderTest()
    test.type("#ignore Beto")
    test.press(.enter)
    let ours = ClientEvent.whispered(from: "ana", to: "eva", text: "mine", milliseconds: 1, isOld: true)
    test.hear(.older(old(1...3) + [ours], isMissed: false))
    #expect(test.row(with: "old 1.") == nil)
    #expect(test.row(with: "[private] you → eva: mine") != nil)
  }

  @Test("leave runs of people who enter and leave in one line, those that go on too")
  func runs() throws {
    var test = try ScreenUnderTest()
    test.hear(.joined(name: "eva", milliseconds: ScreenUnderTest.noon, isOld: false))
    test.hear(.older(old(1...2), isMissed: false))
    test.hear(.joined(name: "rui", milliseconds: ScreenUnderTest.noon, isOld: false))
    #expect(test.row(with: "* eva and rui joined") != nil)
    #expect(test.rows().count { $0.contains("joined") } == 1)
  }

  @Test("have their line on a narrow screen too")
  func narrow() throws {
    var test = try begun(columns: 40, rows: 10)
    test.press(.home)
    #expect(messages(&test)[0] == "─────── fetching older messages… ───────")
    test.hear(.older(old(100...199), isMissed: false))
    #expect(messages(&test)[2].contains("old 200."))
  }
}
