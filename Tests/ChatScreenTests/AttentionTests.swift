import ChatClient
import Terminal
import Testing

@testable import ChatScreen

@Suite("What one has not read")
struct AttentionTests {
  @Test("rings when one is named or written to, while the terminal is not looked at")
  func bell() throws {
    var test = try ScreenUnderTest()
    test.whisper("Beto", "psst")
    #expect(test.screen.takeEffects().isEmpty)
    test.press(.focus(false))
    test.say("Beto", "nothing for banana")
    #expect(test.screen.takeEffects().isEmpty)
    test.say("Beto", "are you there, Ana?")
    #expect(test.screen.takeEffects() == [.ring("papo: Beto mentioned you")])
    test.now += ChatScreen.bellMilliseconds
    test.whisper("Beto", "psst")
    #expect(test.screen.takeEffects() == [.ring("papo: Beto wrote to you alone")])
    test.press(.focus(true))
    test.now += ChatScreen.bellMilliseconds
    test.whisper("Beto", "psst")
    #expect(test.screen.takeEffects().isEmpty)
  }

  @Test("rings at most once a second")
  func bellLimit() throws {
    var test = try ScreenUnderTest()
    test.press(.focus(false))
    for _ in 0..<10 { test.whisper("Beto", "psst") }
    #expect(test.screen.takeEffects().count == 1)
    test.now += ChatScreen.bellMilliseconds - 1
    test.whisper("Beto", "psst")
    #expect(test.screen.takeEffects().isEmpty)
    test.now += 1
    test.whisper("Beto", "psst")
    #expect(test.screen.takeEffects().count == 1)
  }

  @Test("does not ring where that is not wanted, nor for what is old")
  func quiet() throws {
    var quiet = try ScreenUnderTest(isQuiet: true)
    quiet.press(.focus(false))
    quiet.whisper("Beto", "psst")
    #expect(quiet.screen.takeEffects().isEmpty)
    var test = try ScreenUnderTest()
    test.press(.focus(false))
    test.say("Beto", "ana", isOld: true)
    #expect(test.screen.takeEffects().isEmpty)
  }

  @Test("begins at a line, which goes when one says something")
  func unread() throws {
    var test = try ScreenUnderTest()
    test.say("Beto", "read")
    #expect(test.row(with: "new messages") == nil)
    test.press(.focus(false))
    test.say("Beto", "unread")
    test.say("Beto", "unread too")
    let rows = test.rows()
    let mark = try #require(rows.firstIndex { $0.contains("new messages") })
    #expect(rows[mark - 1].contains("Beto: read"))
    #expect(rows[mark + 1].contains("Beto: unread"))
    test.press(.focus(true))
    #expect(test.row(with: "new messages") != nil)
    test.type("ok")
    test.press(.enter)
    #expect(test.row(with: "new messages") == nil)
  }

  @Test("begins anew after it was seen")
  func unreadAgain() throws {
    var test = try ScreenUnderTest()
    test.press(.focus(false))
    test.say("Beto", "one")
    test.press(.focus(true))
    test.say("Beto", "two")
    test.press(.focus(false))
    test.say("Beto", "three")
    let rows = test.rows()
    let mark = try #require(rows.firstIndex { $0.contains("new messages") })
    #expect(rows[mark + 1].contains("Beto: three"))
  }

  @Test("is also what comes while the help stands over the messages")
  func unreadBehindHelp() throws {
    var test = try ScreenUnderTest()
    test.press(.function(1))
    test.say("Beto", "unread")
    test.press(.escape)
    let rows = test.rows()
    let mark = try #require(rows.firstIndex { $0.contains("new messages") })
    #expect(rows[mark + 1].contains("unread"))
  }

  @Test("begins anew once one has gone down and seen it")
  func unreadSeen() throws {
    var test = try ScreenUnderTest()
    for index in 0..<100 { test.say("Beto", "message \(index)!") }
    test.press(.pageUp)
    test.say("Beto", "first")
    test.press(.end, .pageUp)
    test.say("Beto", "second")
    test.press(.end)
    let rows = test.rows()
    let mark = try #require(rows.firstIndex { $0.contains("new messages") })
    #expect(rows[mark + 1].contains("second"))
  }

  @Test("begins at the same place in a terminal too narrow for the time, and back")
  func unreadInNarrowTerminal() throws {
    var test = try ScreenUnderTest()
    test.say("Beto", "read")
    test.press(.focus(false))
    test.say("Beto", "first")
    test.say("Beto", "second")
    for columns in [EntryFormatter.narrow - 1, EntryFormatter.narrow] {
      test.screen.resize(to: Size(columns: columns, rows: 24))
      let rows = test.rows()
      let mark = try #require(rows.firstIndex { $0.contains("new messages") })
      #expect(rows[mark + 1].contains("first"))
    }
  }
}
