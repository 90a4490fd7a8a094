import ChatLoad
import Testing

@Suite("MessageMark")
struct MessageMarkTests {
  private static func text(_ mark: MessageMark, _ textBytes: Int = 48) -> [UInt8] {
    var text: [UInt8] = []
    mark.append(to: &text, textBytes: textBytes)
    return text
  }

  private static func parse(_ text: String) -> MessageMark? { MessageMark(Array(text.utf8).span) }

  @Test("is written as the words say")
  func written() {
    let text = Self.text(MessageMark(kind: .ping, sender: 12, number: 0, sentAt: 345), 48)
    #expect(String(decoding: text, as: UTF8.self) == "~b~R 12 0 345 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$")
  }

  @Test("comes back as it was written, whatever its length", arguments: [48, 49, 100, 4_096])
  func roundTrip(textBytes: Int) {
    for kind in [MessageMark.Kind.message, .probe, .ping, .pong] {
      let mark = MessageMark(kind: kind, sender: 907, number: 65_536, sentAt: 1_234_567_890_123)
      let text = Self.text(mark, textBytes)
      #expect(text.count == textBytes)
      #expect(MessageMark(text.span) == mark)
    }
  }

  @Test("has room for its largest numbers in the shortest text")
  func largest() {
    let mark = MessageMark(
      kind: .message, sender: 99_999, number: 9_999_999_999, sentAt: 999_999_999_999_999_999)
    #expect(MessageMark(Self.text(mark).span) == mark)
  }

  @Test("is not believed if a single byte differs in its filling or frame")
  func altered() {
    let text = Self.text(MessageMark(kind: .message, sender: 1, number: 2, sentAt: 3), 60)
    let digits = [5, 7, 9]
    for index in text.indices where !digits.contains(index) {
      var altered = text
      altered[index] = UInt8(ascii: "%")
      #expect(MessageMark(altered.span) == nil, "byte \(index)")
    }
  }

  @Test(
    "is not believed where it is cut, or its numbers are none",
    arguments: [
      "", "~b~", "~b~M 1 2 3 $", "~b~M 1 2 3 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$",
      "~b~M  2 3 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$", "~b~M -1 2 3 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$",
      "~b~M 1 2 1234567890123456789 xxxxxxxxxxxxxxxxxx$", "~b~M 1 2 3xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$",
      "~b~M 1 2 333333333333333333333333333333333333333",
    ])
  func malformed(text: String) {
    #expect(Self.parse(text) == nil)
  }
}
