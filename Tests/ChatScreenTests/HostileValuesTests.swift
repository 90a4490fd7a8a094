import ChatClient
import Terminal
import TestSupport
import Testing
import Wire

@testable import ChatScreen

@Suite("Hostile texts")
struct HostileValuesTests {
  @Test("as names and texts leave nothing on the picture that a terminal would obey")
  func picture() throws {
    var test = try ScreenUnderTest()
    var payloads = HostilePayloads(seed: 11)
    for number in 1...PayloadCount.pure {
      let payload = payloads.nextText()
      switch number % 8 {
      case 0: test.say(payload, "oi")
      case 1: test.whisper("eva", payload)
      case 2: test.hear(.joined(name: payload, milliseconds: ScreenUnderTest.noon, isOld: false))
      case 3: test.hear(.left(name: payload, reason: nil, milliseconds: ScreenUnderTest.noon, isOld: true))
      case 4: test.hear(.refused(code: payload, words: payload))
      case 5: test.hear(.help(payload))
      case 6: test.hear(.here([payload, "eva"], count: 2))
      default: test.say("eva", payload + "\n" + payload)
      }
      // A screen is full of what a few payloads make.
      if number % 8 == 0 { try expectSafe(test.screen.picture()) }
    }
  }

  @Test("are cut into glyphs that a terminal shows, the second net without the first")
  func glyphs() throws {
    var payloads = HostilePayloads(seed: 12)
    for number in 1...PayloadCount.pure {
      let payload = payloads.nextText()
      for glyph in Glyphs.split(payload) where !Self.isSafe(glyph.scalars) {
        Issue.record("payload \(number): \(glyph.scalars)")
        return
      }
      #expect(Self.isSafe(Sanitizer.displaySafe(payload).unicodeScalars))
    }
  }

  @Test("that one pastes or types leave nothing in the field that a terminal would obey")
  func field() throws {
    var test = try ScreenUnderTest()
    var payloads = HostilePayloads(seed: 13)
    for number in 1...PayloadCount.pure / 10 {
      var decoder = KeyDecoder()
      let payload = payloads.next()
      let bytes = number % 2 == 0 ? Array("\u{1B}[200~".utf8) + payload + Array("\u{1B}[201~".utf8) : payload
      for key in decoder.decode(bytes, at: 0) + decoder.expire(at: 1_000) {
        // What ends or suspends is as it should be.
        if key == .control("c") || key == .control("d") || key == .control("z") { continue }
        test.press(key)
      }
      try expectSafe(test.screen.picture())
      test.press(.escape, .control("e"))
      while !test.field.isEmpty { test.press(.control("c")) }
      _ = test.told()
    }
  }

  private func expectSafe(_ canvas: Canvas) throws {
    for row in canvas.text {
      try #require(Self.isSafe(row.unicodeScalars), "\(row.debugDescription)")
    }
  }

  /// Whether a terminal only shows these.
  private static func isSafe(_ scalars: some Sequence<Unicode.Scalar>) -> Bool {
    scalars.allSatisfy { scalar in
      switch scalar.value {
      case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }
}
