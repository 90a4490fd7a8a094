import ChatClient
import CrashTesting
import Testing
import Wire

@Suite("The checker of the crash test")
struct CrashCheckerTests {
  private typealias Chat = CheckedChat

  @Test("finds nothing in a chat that is right")
  func right() {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [Chat.bia, Chat.rui])
    chat.whisper("b", by: Chat.bia, to: Chat.rui, 2, as: 5, heardBy: [Chat.rui])
    chat.settle()
    #expect(chat.checker.violations == [])
    #expect(chat.checker.recent == ["a", "mark"])
    #expect(chat.checker.toldCount == 5)
  }

  @Test("finds that a public line never came to somebody, or to anybody", arguments: [[1], []])
  func lost(listeners: [Int]) {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: listeners)
    chat.settle()
    #expect(chat.found == [.lost])
  }

  @Test("does not take for lost what is told of somebody who has ended when all of it is settled")
  func toldLate() {
    var chat = Chat()
    chat.checker.leaves(Chat.rui)
    chat.checker.ended(Chat.rui)
    chat.say("mark", by: Chat.ana, 2, as: 4, to: [Chat.bia])
    chat.checker.settle(through: "mark")
    chat.hear("mark", from: Chat.ana, as: 4, at: Chat.rui)
    chat.say("next", by: Chat.ana, 3, as: 5, to: [Chat.bia])
    chat.checker.settle(through: "next")
    #expect(chat.checker.violations == [])
  }

  @Test("finds that a private line never came")
  func lostPrivate() {
    var chat = Chat()
    chat.whisper("a", by: Chat.ana, to: Chat.bia, 2, as: 4, heardBy: [])
    chat.settle()
    #expect(chat.found == [.lost])
    #expect(chat.checker.violations.first?.person == "bia")
  }

  @Test("finds that nobody told somebody who had entered")
  func lostEntering() {
    var chat = Chat()
    let eva = chat.checker.add("eva")
    chat.checker.heard(eva, .accepted(number: 1, sequence: 4))
    chat.checker.heard(Chat.ana, .joined(sequence: 4, milliseconds: 0, name: "eva", isOld: false))
    chat.checker.heard(Chat.rui, .joined(sequence: 4, milliseconds: 0, name: "eva", isOld: false))
    chat.say("mark", by: Chat.ana, 2, as: 5, to: [Chat.bia, Chat.rui])
    chat.hear("mark", from: Chat.ana, as: 5, at: eva)
    chat.checker.settle(through: "mark")
    #expect(chat.checker.violations.map(\.person) == ["bia"])
    #expect(chat.found == [.lost])
  }

  @Test("finds that a line has come twice, under one number or under two", arguments: [4, 5])
  func doubled(second: UInt64) {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [Chat.bia, Chat.rui])
    chat.hear("a", from: Chat.ana, as: second, at: Chat.bia)
    #expect(chat.found.contains(.doubled))
  }

  @Test("finds that a line came again long after it was settled")
  func doubledLater() {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [Chat.bia, Chat.rui])
    chat.settle()
    chat.hear("a", from: Chat.ana, as: 91, at: Chat.bia)
    #expect(chat.found == [.doubled])
  }

  @Test("finds that numbers do not rise")
  func falling() {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 5, to: [Chat.bia])
    chat.say("b", by: Chat.ana, 3, as: 4, to: [Chat.bia])
    #expect(chat.found == [.outOfOrder])
  }

  @Test("finds that two people see two orders")
  func orders() {
    var chat = Chat()
    chat.checker.wrote(Chat.ana, "a")
    chat.checker.wrote(Chat.ana, "b")
    chat.hear("a", from: Chat.ana, as: 4, at: Chat.bia)
    chat.hear("b", from: Chat.ana, as: 5, at: Chat.bia)
    chat.hear("b", from: Chat.ana, as: 4, at: Chat.rui)
    chat.hear("a", from: Chat.ana, as: 5, at: Chat.rui)
    #expect(chat.found.contains(.outOfOrder))
  }

  @Test("finds that an acknowledgement says another number than others see, or somebody else's")
  func foreignNumber() {
    for number: UInt64 in [5, 6] {
      var chat = Chat()
      chat.say("b", by: Chat.bia, 2, as: 6, to: [Chat.ana, Chat.rui])
      chat.checker.wrote(Chat.ana, "a")
      chat.hear("a", from: Chat.ana, as: 7, at: Chat.bia)
      chat.hear("a", from: Chat.ana, as: 7, at: Chat.rui)
      chat.accept("a", of: Chat.ana, 2, as: number)
      chat.settle()
      #expect(chat.found == [.outOfOrder])
    }
  }

  @Test("finds that one's own lines have their numbers in another order")
  func ownOrder() {
    var chat = Chat()
    // As after a cut, where old lines are acknowledged below what was read.
    chat.checker.heard(Chat.ana, .accepted(number: 4, sequence: nil))
    for (text, sequence) in [("a", UInt64(5)), ("b", 4)] {
      chat.checker.wrote(Chat.ana, text)
      chat.checker.heard(Chat.ana, .accepted(number: text == "a" ? 2 : 3, sequence: sequence))
      chat.checker.answered(text, .accepted)
    }
    for (text, sequence) in [("b", UInt64(4)), ("a", 5)] {
      for listener in [Chat.bia, Chat.rui] { chat.hear(text, from: Chat.ana, as: sequence, at: listener) }
    }
    chat.settle()
    #expect(chat.found == [.outOfOrder])
  }

  @Test("takes a repeated line's old number, but not two numbers")
  func repeated() {
    var chat = Chat()
    chat.checker.wrote(Chat.ana, "a")
    chat.hear("a", from: Chat.ana, as: 4, at: Chat.bia)
    chat.hear("a", from: Chat.ana, as: 4, at: Chat.rui)
    chat.say("b", by: Chat.bia, 2, as: 5, to: [Chat.ana, Chat.rui])
    chat.checker.heard(Chat.ana, .accepted(number: 3, sequence: nil))
    chat.accept("a", of: Chat.ana, 2, as: 4)
    chat.checker.heard(Chat.ana, .accepted(number: 2, sequence: 4))
    chat.settle()
    #expect(chat.checker.violations == [])
    chat.checker.heard(Chat.ana, .accepted(number: 2, sequence: 95))
    #expect(chat.found == [.acknowledgedTwice])
  }

  @Test("finds two numbers under which one line was acknowledged")
  func acknowledgedTwice() {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [Chat.bia, Chat.rui])
    chat.checker.heard(Chat.ana, .accepted(number: 3, sequence: 5))
    chat.settle()
    #expect(chat.found == [.acknowledgedTwice])
    chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [])
    chat.checker.answered("a", .accepted)
    #expect(chat.found == [.acknowledgedTwice])
  }

  @Test("finds a private line that somebody else is told, or its writer")
  func leaked() {
    for listener in [Chat.ana, Chat.rui] {
      var chat = Chat()
      chat.whisper("a", by: Chat.ana, to: Chat.bia, 2, as: 4, heardBy: [Chat.bia, listener])
      #expect(chat.found.contains(.leaked))
    }
  }

  @Test("finds a public line that its writer is told, and a private one that is public")
  func shown() {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [Chat.ana])
    #expect(chat.found.contains(.leaked))
    chat = Chat()
    chat.checker.wrote(Chat.ana, "a", to: Chat.bia)
    chat.hear("a", from: Chat.ana, as: 4, at: Chat.bia)
    #expect(chat.found == [.foreign])
  }

  @Test("finds what nobody wrote, or somebody else")
  func foreign() {
    var chat = Chat()
    chat.hear("a", from: Chat.ana, as: 4, at: Chat.bia)
    #expect(chat.found == [.foreign])
    chat = Chat()
    chat.checker.wrote(Chat.ana, "a")
    chat.hear("a", from: Chat.rui, as: 4, at: Chat.bia)
    #expect(chat.found == [.foreign])
  }

  @Test("finds a client that does not show what it was told, or shows it twice")
  func misshown() {
    var chat = Chat()
    chat.checker.wrote(Chat.ana, "a")
    for listener in [Chat.bia, Chat.rui] {
      chat.checker.heard(
        listener, .said(sequence: 4, milliseconds: 0, from: "ana", text: "a", isOld: false))
    }
    chat.checker.showed(Chat.bia, "a")
    chat.accept("a", of: Chat.ana, 2, as: 4)
    // It shows something, but not that.
    chat.checker.showed(Chat.rui, "b")
    chat.settle()
    #expect(chat.found == [.misshown])
    #expect(chat.checker.violations.map(\.person) == ["rui"])
  }

  @Test("does not settle where the last line has not come to all")
  func late() {
    var chat = Chat()
    chat.say("mark", by: Chat.ana, 2, as: 4, to: [Chat.bia])
    #expect(!chat.checker.hasReachedAll("mark"))
    chat.checker.settle(through: "mark")
    #expect(chat.found == [.late])
    #expect(chat.checker.violations.first?.person == "rui")
  }

  @Test(
    "finds that somebody is said to have left who has not",
    arguments: [LeaveReason.quit, .slow, .error, .kicked, .shutdown, nil])
  func departed(reason: LeaveReason?) {
    var chat = Chat()
    chat.depart(Chat.rui, reason, as: 4, to: [Chat.ana, Chat.bia])
    chat.settle()
    #expect(chat.found == [.departed])
  }

  @Test("takes that somebody was away for too long and came back, but not that they enter twice")
  func reentered() {
    var chat = Chat()
    chat.depart(Chat.rui, .lost, as: 4, to: [Chat.ana, Chat.bia])
    chat.reenter(Chat.rui, as: 5, to: [Chat.ana, Chat.bia])
    chat.settle()
    #expect(chat.checker.violations == [])
    var twice = Chat()
    twice.reenter(Chat.rui, as: 4, to: [Chat.ana, Chat.bia])
    twice.settle()
    #expect(twice.found == [.doubled])
  }

  @Test("finds a journal that has lost entries")
  func gap() {
    var chat = Chat()
    chat.checker.heard(Chat.bia, .setting(key: "gap", value: "4 7"))
    #expect(chat.found == [.gap])
  }
}
