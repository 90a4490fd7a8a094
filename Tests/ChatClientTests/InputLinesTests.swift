import ChatClient
import Testing

@Suite("Lines of input")
struct InputLinesTests {
  @Test("end with LF or CRLF, however they are cut, and the last one needs no end")
  func lines() {
    var whole = InputLines()
    #expect(whole.append("olá\r\n\nb".utf8) == [line("olá"), line("")])
    #expect(whole.finish() == line("b"))
    #expect(whole.finish() == nil)
    var cut = InputLines()
    var found: [InputLines.Line] = []
    for byte in "olá\r\n\nb\n".utf8 { found += cut.append([byte]) }
    #expect(found == [line("olá"), line(""), line("b")])
    #expect(cut.finish() == nil)
  }

  @Test("keep any bytes, also such as the server would take amiss")
  func bytes() {
    var lines = InputLines()
    #expect(lines.append([0xff, 0, 0x0d, 0x41, 0x0a]) == [.line([0xff, 0, 0x0d, 0x41])])
  }

  @Test("have a longest, beyond which they are named and skipped")
  func tooLong() {
    let longest = [UInt8](repeating: 0x61, count: InputLines.maximumBytes)
    var lines = InputLines()
    #expect(lines.append(longest + [0x0d, 0x0a]) == [.line(longest)])
    #expect(lines.append(longest + [0x61, 0x0a]) == [.tooLong])
    #expect(lines.append(longest + longest + [0x0a, 0x62, 0x0a]) == [.tooLong, line("b")])
    #expect(lines.append(longest + longest).isEmpty)
    #expect(lines.finish() == .tooLong)
  }

  private func line(_ text: String) -> InputLines.Line { .line(Array(text.utf8)) }
}
