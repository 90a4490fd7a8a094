import ChatClient
import CrashTesting
import Wire

/// A chat of three that is told to a checker: Ana, Bia and Rui have entered as 1, 2 and 3, and the next
/// number is 4.
struct CheckedChat {
  static let ana = 0
  static let bia = 1
  static let rui = 2

  var checker = CrashChecker()
  private var names: [String] = []
  private var ended: Set<Int> = []

  init() {
    for (place, name) in ["ana", "bia", "rui"].enumerated() {
      enter(name, as: UInt64(place + 1))
    }
  }

  /// The kinds of what was found, without what follows from them.
  var found: Set<CrashViolation.Kind> { Set(checker.violations.map(\.kind)) }

  /// Enters somebody, and tells the others.
  mutating func enter(_ name: String, as sequence: UInt64) {
    let person = checker.add(name)
    names.append(name)
    checker.heard(person, .accepted(number: 1, sequence: sequence))
    for other in 0..<person {
      checker.heard(other, .joined(sequence: sequence, milliseconds: 0, name: name, isOld: false))
    }
  }

  /// Somebody writes a public line, which is line `number` of theirs and gets this sequence number.
  mutating func say(
    _ text: String, by author: Int, _ number: UInt64, as sequence: UInt64, to listeners: [Int]
  ) {
    checker.wrote(author, text)
    for listener in listeners { hear(text, from: author, as: sequence, at: listener) }
    accept(text, of: author, number, as: sequence)
  }

  /// So with a private line.
  mutating func whisper(
    _ text: String, by author: Int, to addressee: Int, _ number: UInt64, as sequence: UInt64,
    heardBy listeners: [Int]
  ) {
    checker.wrote(author, text, to: addressee)
    for listener in listeners {
      checker.heard(
        listener,
        .whispered(
          sequence: sequence, milliseconds: 0, from: names[author], to: names[addressee], text: text,
          isOld: false))
      checker.showed(listener, text)
    }
    accept(text, of: author, number, as: sequence)
  }

  mutating func hear(_ text: String, from author: Int, as sequence: UInt64, at listener: Int) {
    checker.heard(
      listener,
      .said(sequence: sequence, milliseconds: 0, from: names[author], text: text, isOld: false))
    checker.showed(listener, text)
  }

  mutating func accept(_ text: String, of author: Int, _ number: UInt64, as sequence: UInt64) {
    checker.heard(author, .accepted(number: number, sequence: sequence))
    checker.answered(text, .accepted)
  }

  /// Others are told that somebody has left.
  mutating func depart(_ person: Int, _ reason: LeaveReason?, as sequence: UInt64, to listeners: [Int]) {
    for listener in listeners {
      checker.heard(
        listener,
        .left(sequence: sequence, milliseconds: 0, name: names[person], reason: reason, isOld: false))
    }
  }

  /// Others are told that somebody has entered who had entered before.
  mutating func reenter(_ person: Int, as sequence: UInt64, to listeners: [Int]) {
    for listener in listeners {
      checker.heard(
        listener, .joined(sequence: sequence, milliseconds: 0, name: names[person], isOld: false))
    }
  }

  /// Somebody has left.
  mutating func end(_ person: Int) {
    checker.ended(person)
    ended.insert(person)
  }

  /// All is quiet: Ana says a last line, which all hear who are here.
  mutating func settle() {
    say("mark", by: Self.ana, 90, as: 90, to: (1..<names.count).filter { !ended.contains($0) })
    checker.settle(through: "mark")
  }
}
