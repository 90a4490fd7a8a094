import ChatClient
import Terminal
import Testing
import Wire

@testable import ChatScreen

@Suite("Pasting on the screen")
struct PasteTests {
  @Test("makes many lines one message, and sends nothing by itself")
  func lines() throws {
    var test = try ScreenUnderTest()
    test.press(.paste(Paste(text: "one\ntwo\n")))
    #expect(test.told().isEmpty)
    test.press(.enter)
    #expect(test.told() == ["say one\ntwo"])
  }

  @Test("of 64 lines, or of 4,096 bytes, goes out as it is")
  func atTheLimit() throws {
    for text in [
      Array(repeating: "a", count: Text.maximumLines).joined(separator: "\n"),
      String(repeating: "a", count: Text.maximumBytes),
    ] {
      var test = try ScreenUnderTest()
      test.press(.paste(Paste(text: text)), .enter)
      #expect(test.told() == ["say " + text])
    }
  }

  @Test("of more asks before it is split, and sends all of it in order")
  func beyondTheLimit() throws {
    for text in [
      (0...Text.maximumLines).map { "line \($0)" }.joined(separator: "\n"),
      String(repeating: "a", count: Text.maximumBytes + 1),
    ] {
      var test = try ScreenUnderTest(columns: 120)
      test.press(.paste(Paste(text: text)), .enter)
      #expect(test.told().isEmpty)
      #expect(test.row(with: "Send it as 2 messages? [y/N]") != nil)
      test.press(.character("n"))
      #expect(test.told().isEmpty)
      #expect(test.field == text)
      test.press(.enter)
      try test.click(on: "[ Yes ]")
      let said = test.told()
      #expect(said.count == 2)
      let parts = said.map { $0.dropFirst(4) }
      #expect(parts.joined(separator: text.contains("\n") ? "\n" : "") == text)
      #expect(test.field.isEmpty)
    }
  }

  @Test("of more messages than may be under way sends the others as answers come")
  func manyParts() throws {
    var test = try ScreenUnderTest()
    let lines = Text.maximumLines * (Link.maximumUnanswered + 2)
    test.press(.paste(Paste(text: (0..<lines).map(String.init).joined(separator: "\n"))), .enter)
    test.press(.character("y"))
    #expect(test.told().count == Link.maximumUnanswered)
    test.answer(1)
    #expect(test.told().count == 1)
    test.answer(2)
    #expect(test.told() == ["say " + (lines - 64..<lines).map(String.init).joined(separator: "\n")])
  }

  @Test("asks about the splitting no longer once a click has made the text somebody's alone")
  func clickWhileAsked() throws {
    var test = try ScreenUnderTest()
    test.press(.paste(Paste(text: String(repeating: "a", count: Text.maximumBytes + 1))), .enter)
    try test.click(on: "Beto")
    test.press(.character("y"))
    #expect(test.told().isEmpty)
    #expect(test.field.hasPrefix("@Beto a"))
  }

  @Test("gives no part of a text as the name that is asked for meanwhile")
  func nameWhileAsked() throws {
    var test = try ScreenUnderTest()
    test.press(.paste(Paste(text: String(repeating: "a\n", count: Text.maximumLines + 1))), .enter)
    test.hear(.cut(.cut), .sessionEnded, .nameRefused(name: "ana", code: "name-taken", words: ""))
    test.press(.character("y"))
    #expect(test.told().isEmpty)
    test.type("bia")
    test.press(.enter)
    test.hear(.entered(name: "bia", here: ["bia"], count: 1))
    #expect(test.told().map { $0.prefix(5) } == ["name ", "say a", "say a"])
  }

  @Test("of what is too long for the field takes nothing, and says so")
  func tooLong() throws {
    var test = try ScreenUnderTest()
    test.type("a")
    test.press(.paste(Paste(text: "b", missing: .tooLong)))
    #expect(test.field == "a")
    #expect(test.row(with: "what was pasted is too long") != nil)
  }

  @Test("of which the end never came takes nothing, and says so")
  func brokenOff() throws {
    var test = try ScreenUnderTest()
    test.press(.paste(Paste(text: "b", missing: .brokenOff)))
    #expect(test.field.isEmpty)
    #expect(test.row(with: "what was pasted did not come whole") != nil)
  }

  @Test("answers no question")
  func noAnswer() throws {
    var test = try ScreenUnderTest()
    test.press(.control("c"), .paste(Paste(text: "y")))
    #expect(test.told().isEmpty)
    #expect(test.field == "y")
  }
}
