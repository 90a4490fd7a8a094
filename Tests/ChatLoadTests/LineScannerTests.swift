import ChatLoad
import Testing

@Suite("LineScanner")
struct LineScannerTests {
  private static let mark = MessageMark(kind: .message, sender: 3, number: 14, sentAt: 159_265)
  private static let textBytes = 60
  private static var text: String {
    var text: [UInt8] = []
    mark.append(to: &text, textBytes: textBytes)
    return String(decoding: text, as: UTF8.self)
  }

  /// What is found one after the other, and how many bytes are left.
  private static func scan(_ bytes: [UInt8]) -> (findings: [LineScanner.Finding], left: Int) {
    let scanner = LineScanner(textBytes: textBytes)
    var findings: [LineScanner.Finding] = []
    var at = 0
    while true {
      let finding = scanner.next(in: bytes.span, at: &at)
      if finding == .incomplete { return (findings, bytes.count - at) }
      findings.append(finding)
    }
  }

  private static func scan(_ text: String) -> (findings: [LineScanner.Finding], left: Int) {
    scan(Array(text.utf8))
  }

  @Test("finds marks behind whatever a server puts in front, with either line end")
  func marks() {
    let starts = ["u3: ", "4 1795456800000 u3: ", "[privado] u3: ", ":u3!u3@127.0.1.4 PRIVMSG #c :", ""]
    for end in ["\n", "\r\n"] {
      let lines = starts.map { $0 + Self.text + end }
      let (findings, left) = Self.scan(lines.joined())
      var lineStart = 0
      for (index, line) in lines.enumerated() {
        #expect(findings[index] == .marked(Self.mark, lineStart: lineStart))
        lineStart += line.utf8.count
      }
      #expect(findings.count == lines.count && left == 0)
    }
  }

  @Test("finds lines without a mark, without their ends")
  func lines() {
    let (findings, left) = Self.scan("* a\n\r\n\n~b no mark\r\nrest")
    #expect(findings == [.line(0..<3), .line(4..<4), .line(6..<6), .line(7..<17)])
    #expect(left == 4)
  }

  @Test("waits for the rest, however a stream is cut")
  func cut() {
    let bytes = Array("* u7 entrou\nu3: \(Self.text)\r\n* u8\n".utf8)
    let whole = Self.scan(bytes).findings
    #expect(whole.count == 3)
    for end in bytes.indices {
      let (findings, left) = Self.scan(Array(bytes[..<end]))
      #expect(findings == Array(whole[..<findings.count]))
      #expect(bytes[..<(end - left)].last ?? 0x0a == 0x0a, "cut at \(end)")
    }
  }

  @Test(
    "tells what is like a mark and not what was sent",
    arguments: ["%$\n", "%x\n", "%$ \n", "~b~M 3\n", "~b~M 3 14 159265 x$\n", "%$\r\r\n"])
  func malformed(pattern: String) {
    // Where the pattern has a %, the text without its last byte.
    let line = pattern.replacing("%", with: Self.text.dropLast())
    let isWhole = pattern == "%$\n"
    let (findings, left) = Self.scan("u3: " + line + "* u8\n")
    #expect(findings.first == (isWhole ? .marked(Self.mark, lineStart: 0) : .malformed))
    #expect(findings.count == 2 && left == 0)
  }
}
