import ChatClient
import Glibc
import TLS
import Terminal
import TestSupport
import Testing
import Wire

@testable import ChatScreen

/// A screen without a terminal, whose link the test is: by default Ana's, in the room with Beto and Célia.
struct ScreenUnderTest {
  /// 2026-11-23, 12:00:00 UTC, in milliseconds since 1970.
  static let noon: Int64 = 1_795_435_200_000

  var screen: ChatScreen
  var now: Int64 = 0
  private var heard: Int64 = 0

  init(
    columns: Int = 80, rows: Int = 24, language: Language = .english, isInRoom: Bool = true,
    isQuiet: Bool = false, trust: Trust? = nil, friends: Friends? = nil
  ) throws {
    let pinned = Trust(.local, pins: [try #require(PublicKeyPin(parsing: Self.pin))])
    var dialogue = Dialogue(
      .screen, trust: trust ?? pinned, wording: Wording(language), hasName: isInRoom, friends: friends)
    dialogue.tick(at: 0, wall: Self.noon)
    screen = ChatScreen(dialogue, size: Size(columns: columns, rows: rows), isQuiet: isQuiet)
    if isInRoom { hear(.entered(name: "ana", here: ["ana", "Beto", "Célia"], count: 3)) }
  }

  static let pin = "sha256//" + String(repeating: "A", count: 43) + "="

  mutating func hear(_ events: ClientEvent...) {
    for event in events { screen.take(event, at: now) }
  }

  /// Somebody says something to all, a second after what was said before.
  mutating func say(_ from: String, _ text: String, isOld: Bool = false) {
    heard += 1_000
    hear(.said(from: from, text: text, milliseconds: Self.noon + heard, isOld: isOld))
  }

  /// Somebody says something to us alone.
  mutating func whisper(_ from: String, _ text: String) {
    heard += 1_000
    hear(.whispered(from: from, to: "ana", text: text, milliseconds: Self.noon + heard, isOld: false))
  }

  mutating func press(_ keys: Key...) {
    for key in keys { screen.press(key, at: now) }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { screen.press(.character(Character(scalar)), at: now) }
  }

  mutating func click(_ column: Int, _ row: Int) {
    press(.mouse(MouseEvent(.press, at: Point(column: column, row: row))))
  }

  /// Clicks on the first character of a text that is seen somewhere.
  mutating func click(on text: String) throws {
    for (index, row) in rows().enumerated() {
      guard let range = row.firstRange(of: text) else { continue }
      return click(TextWidth.columns(String(row[..<range.lowerBound])), index)
    }
    Issue.record("\(text) is not on the screen")
  }

  /// The screen, row by row.
  mutating func rows() -> [String] { screen.picture().text }

  /// The row that has this text, nil where none has.
  mutating func row(with text: String) -> String? { rows().first { $0.contains(text) } }

  /// What stands in the field.
  var field: String { screen.field.text }

  /// What the link was told since the last call, in words.
  mutating func told() -> [String] { screen.dialogue.done() }

  /// The link answers the line that was given to it as number `id`.
  mutating func answer(_ id: Int, _ fate: Fate = .accepted) { hear(.answered(id: id, fate)) }
}
