import ChatClient
import CrashTesting
import Testing
import Wire

@Suite("What the checker takes for a line's end")
struct CrashFatesTests {
  private typealias Chat = CheckedChat
  private static let noSuchPerson = Fate.refused(code: "no-such-person", words: "")

  @Test(
    "finds a line that was never answered, or not settled, or not sent",
    arguments: [nil, Fate.unsettled, .unsent])
  func unanswered(fate: Fate?) {
    var chat = Chat()
    chat.checker.wrote(Chat.ana, "a")
    if let fate { chat.checker.answered("a", fate) }
    chat.settle()
    #expect(chat.found == [.unanswered])
  }

  @Test("takes that of who was leaving", arguments: [Fate.unsettled, .unsent])
  func leaving(fate: Fate) {
    var chat = Chat()
    chat.checker.wrote(Chat.rui, "a")
    chat.checker.leaves(Chat.rui)
    chat.checker.answered("a", fate)
    chat.end(Chat.rui)
    chat.settle()
    #expect(chat.checker.violations == [])
  }

  @Test("takes a public line that nobody could hear but who was leaving, and no other")
  func unheard() {
    var chat = Chat()
    chat.checker.leaves(Chat.bia)
    chat.checker.leaves(Chat.rui)
    chat.say("a", by: Chat.ana, 2, as: 4, to: [])
    chat.enter("eva", as: 5)
    chat.end(Chat.bia)
    chat.end(Chat.rui)
    chat.settle()
    #expect(chat.checker.violations == [])
    #expect(chat.checker.unheard == ["a"])
    var heard = Chat()
    heard.checker.leaves(Chat.bia)
    heard.say("a", by: Chat.ana, 2, as: 4, to: [])
    heard.end(Chat.bia)
    heard.settle()
    #expect(heard.found == [.lost])
    #expect(heard.checker.unheard.isEmpty)
  }

  @Test("but not that only some are told of it")
  func unsettledLost() {
    var chat = Chat()
    chat.checker.wrote(Chat.rui, "a")
    chat.checker.leaves(Chat.rui)
    chat.hear("a", from: Chat.rui, as: 4, at: Chat.ana)
    chat.checker.answered("a", .unsettled)
    chat.end(Chat.rui)
    chat.settle()
    #expect(chat.found == [.lost])
  }

  @Test("nor that what was never sent is told")
  func unsentTold() {
    var chat = Chat()
    chat.checker.wrote(Chat.rui, "a")
    chat.checker.leaves(Chat.rui)
    for listener in [Chat.ana, Chat.bia] { chat.hear("a", from: Chat.rui, as: 4, at: listener) }
    chat.checker.answered("a", .unsent)
    chat.end(Chat.rui)
    chat.settle()
    #expect(chat.found == [.unanswered])
  }

  @Test("lets whoever has left miss what came later, and nothing before")
  func left() {
    for numbers: [UInt64] in [[4, 5], [5, 4]] {
      var chat = Chat()
      let (heard, missed) = (numbers[0], numbers[1])
      chat.checker.wrote(Chat.bia, "a")
      chat.checker.wrote(Chat.bia, "b")
      chat.checker.leaves(Chat.rui)
      for sequence in [4, 5] as [UInt64] {
        let text = sequence == heard ? "a" : "b"
        chat.hear(text, from: Chat.bia, as: sequence, at: Chat.ana)
        chat.accept(text, of: Chat.bia, sequence, as: sequence)
      }
      chat.hear("a", from: Chat.bia, as: heard, at: Chat.rui)
      chat.end(Chat.rui)
      chat.settle()
      #expect(chat.found == (missed < heard ? [.lost] : []))
    }
  }

  @Test("lets whoever has come ask for nothing before")
  func came() {
    var chat = Chat()
    chat.say("a", by: Chat.ana, 2, as: 4, to: [Chat.bia, Chat.rui])
    chat.enter("eva", as: 5)
    chat.settle()
    #expect(chat.checker.violations == [])
  }

  @Test("finds a line that was refused although it had to be taken")
  func refused() {
    var chat = Chat()
    chat.checker.wrote(Chat.ana, "a", to: Chat.bia)
    chat.checker.answered("a", Self.noSuchPerson)
    chat.settle()
    #expect(chat.found == [.refused])
    chat = Chat()
    chat.checker.wrote(Chat.ana, "a")
    chat.checker.answered("a", .refused(code: "not-stored", words: ""))
    chat.settle()
    #expect(chat.found == [.refused])
  }

  @Test("takes it that nobody is there any more, unless it is shown all the same")
  func noSuchPerson() {
    for isShown in [false, true] {
      var chat = Chat()
      chat.checker.wrote(Chat.ana, "a", to: Chat.rui)
      if isShown {
        chat.whisper("b", by: Chat.ana, to: Chat.rui, 2, as: 4, heardBy: [Chat.rui])
        chat.checker.heard(
          Chat.rui,
          .whispered(sequence: 5, milliseconds: 0, from: "ana", to: "rui", text: "a", isOld: false))
        chat.checker.showed(Chat.rui, "a")
      }
      chat.checker.answered("a", Self.noSuchPerson)
      chat.checker.leaves(Chat.rui)
      chat.end(Chat.rui)
      chat.settle()
      #expect(chat.found == (isShown ? [.refused] : []))
    }
  }

  @Test("takes it that somebody had not come yet, for all that was known where it was written")
  func early() {
    for steps in [["write", "enter", "tell"], ["enter", "write", "tell"], ["enter", "tell", "write"]] {
      var chat = Chat()
      let eva = chat.checker.add("eva")
      for step in steps {
        switch step {
        case "write": chat.checker.wrote(Chat.ana, "a", to: eva)
        case "enter": chat.checker.heard(eva, .accepted(number: 1, sequence: 4))
        default:
          for listener in [Chat.ana, Chat.bia, Chat.rui] {
            chat.checker.heard(listener, .joined(sequence: 4, milliseconds: 0, name: "eva", isOld: false))
          }
        }
      }
      chat.checker.answered("a", Self.noSuchPerson)
      chat.say("mark", by: Chat.ana, 2, as: 5, to: [Chat.bia, Chat.rui])
      chat.hear("mark", from: Chat.ana, as: 5, at: eva)
      chat.checker.settle(through: "mark")
      #expect(chat.found == (steps.last == "write" ? [.refused] : []))
    }
  }

  @Test("takes it that somebody was away for too long")
  func wasGone() {
    var chat = Chat()
    chat.checker.wrote(Chat.ana, "a", to: Chat.rui)
    for listener in [Chat.ana, Chat.bia] {
      chat.checker.heard(
        listener, .left(sequence: 4, milliseconds: 0, name: "rui", reason: .lost, isOld: false))
    }
    chat.checker.answered("a", Self.noSuchPerson)
    chat.settle()
    #expect(chat.checker.violations == [])
  }
}
