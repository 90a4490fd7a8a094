import Testing

@testable import Terminal

@Suite("A notification")
struct NotificationTests {
  @Test("is a bell, and words where the terminal shows them")
  func words() {
    #expect(text("ana: olá", true) == "\u{7}\u{1B}]9;ana: olá\u{7}")
    #expect(text("ana: olá", false) == "\u{7}")
    #expect(text("", true) == "\u{7}")
  }

  @Test("has nothing in it that a terminal obeys")
  func hostile() {
    let shown = text("a\u{1B}\\\u{7}\u{9C}\u{202E}\u{0}\n]9;b", true)
    let words = shown.dropFirst("\u{7}\u{1B}]9;".count).dropLast()
    #expect(words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{202E}" })
    #expect(words.hasSuffix("]9;b"))
  }

  @Test("is no command of a terminal that has numbers for those")
  func numbers() {
    #expect(text("6;macro", true) == "\u{7}\u{1B}]9;> 6;macro\u{7}")
  }

  @Test("is cut at its limit, never within a wide character")
  func limit() {
    let most = String(repeating: "a", count: Notification.maximumColumns)
    #expect(text(most, true).contains(most + "\u{7}"))
    #expect(text(most + "b", true).contains(most + "\u{7}"))
    #expect(text(most.dropLast() + "日", true).contains(most.dropLast() + "\u{7}"))
  }

  private func text(_ message: String, _ isShown: Bool) -> String {
    String(decoding: Notification.bytes(message, isShown: isShown), as: UTF8.self)
  }
}
