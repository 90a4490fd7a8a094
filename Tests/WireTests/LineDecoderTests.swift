import TestSupport
import Testing

@testable import Wire

@Suite("LineDecoder")
struct LineDecoderTests {
  /// Decodes `bytes` in pieces of `size`, asking for lines after each.
  private func decode(_ bytes: [UInt8], inPiecesOf size: Int) -> [DecodedLine] {
    var decoder = LineDecoder()
    var lines: [DecodedLine] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(size)
      decoder.append(piece.span)
      rest = rest.dropFirst(size)
      while let line = decoder.next() { lines.append(line) }
    }
    return lines
  }

  private func line(_ string: String) -> DecodedLine { .line(utf8(string)) }

  @Test("cuts at LF and CRLF, however the stream is cut", arguments: [1, 2, 3, 7, 1_000])
  func ends(size: Int) {
    let lines = decode(utf8("ana\nolá\r\n\n\r\na\rb\n\r\r\nrest"), inPiecesOf: size)
    #expect(lines == [line("ana"), line("olá"), line(""), line(""), line("a\rb"), line("\r")])
  }

  @Test("keeps what was not asked for, and what has no end yet")
  func stopped() {
    var decoder = LineDecoder()
    #expect(decoder.isEmpty)
    #expect(decoder.next() == nil)
    decoder.append(utf8("a\nb\nc").span)
    #expect(decoder.next() == line("a"))
    #expect(!decoder.isEmpty)
    decoder.append(utf8("d\n").span)
    #expect(decoder.next() == line("b"))
    #expect(decoder.next() == line("cd"))
    #expect(decoder.next() == nil)
    #expect(decoder.isEmpty)
  }

  @Test(
    "takes a line of 64 KiB with either end, and none that is longer", arguments: [1, 4_093, 65_536, 100_000])
  func longest(size: Int) {
    let longest = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
    #expect(decode(longest + utf8("\nb\n"), inPiecesOf: size) == [.line(longest), line("b")])
    #expect(decode(longest + utf8("\r\nb\n"), inPiecesOf: size) == [.line(longest), line("b")])
    #expect(decode(longest, inPiecesOf: size) == [])
    #expect(decode(longest + utf8("\r"), inPiecesOf: size) == [])
    #expect(decode(longest + utf8("x"), inPiecesOf: size) == [.offence(.lineTooLong)])
    #expect(decode(longest + utf8("x\n"), inPiecesOf: size) == [.offence(.lineTooLong)])
    #expect(decode(longest + utf8("\rx"), inPiecesOf: size) == [.offence(.lineTooLong)])
    #expect(decode(longest + utf8("x\r\n"), inPiecesOf: size) == [.offence(.lineTooLong)])
    #expect(decode(longest + longest + utf8("\n"), inPiecesOf: size) == [.offence(.lineTooLong)])
    #expect(decode(longest + utf8("\0"), inPiecesOf: size) == [.offence(.nul)])
    #expect(decode(longest + utf8("x\0"), inPiecesOf: size) == [.offence(.lineTooLong)])
    #expect(decode(longest + utf8("\r\0"), inPiecesOf: size) == [.offence(.lineTooLong)])
  }

  @Test("says NUL and invalid UTF-8 once, after the lines before, and nothing after", arguments: [1, 2, 100])
  func offences(size: Int) {
    #expect(decode(utf8("a\nb\0c\nd\n"), inPiecesOf: size) == [line("a"), .offence(.nul)])
    #expect(
      decode(utf8("a\n") + [0xC3, 0x0A, 0x61, 0x0A], inPiecesOf: size) == [line("a"), .offence(.invalidUTF8)])
    // A NUL needs no end of its line to be seen.
    #expect(decode([0x16, 0x03, 0x01, 0x00], inPiecesOf: size) == [.offence(.nul)])
  }

  @Test("holds nothing after an offence, and takes nothing more")
  func afterOffence() {
    var decoder = LineDecoder()
    decoder.append([0, 0x61, 0x0A].span)
    #expect(decoder.next() == .offence(.nul))
    #expect(decoder.isEmpty)
    decoder.append(utf8("a\n").span)
    #expect(decoder.isEmpty)
    #expect(decoder.next() == nil)
  }

  @Test("finds the same in any bytes, however the stream is cut")
  func anyBytes() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<400 {
      let bytes = random.protocolBytes(upTo: 200).filter { $0 != 0 || Bool.random(using: &random) }
      let whole = decode(bytes, inPiecesOf: 1_000)
      #expect(decode(bytes, inPiecesOf: 1) == whole)
      #expect(decode(bytes, inPiecesOf: 13) == whole)
      for case .line(let line) in whole {
        #expect(!line.contains(.lineFeed) && !line.contains(0))
        #expect(String(validating: line, as: UTF8.self) != nil)
      }
    }
  }

  // Searching from the start each time would look at 2,000 million bytes.
  @Test("is not slowed down by many lines at once, nor by a long line byte by byte")
  func linear() {
    let spent = TestClock.processorMilliseconds {
      var decoder = LineDecoder()
      let count = 100_000
      decoder.append([UInt8](repeating: .lineFeed, count: count).span)
      var lines = 0
      while decoder.next() != nil { lines += 1 }
      #expect(lines == count)
      for _ in 0..<LineDecoder.maximumLineBytes {
        decoder.append([UInt8(ascii: "x")].span)
        lines += decoder.next() == nil ? 0 : 1
      }
      #expect(lines == count)
    }
    #expect(spent < 10_000)
  }

  @Test("moves its bytes a bounded number of times when it is never empty")
  func neverEmpty() {
    var decoder = LineDecoder()
    decoder.append(utf8("x").span)
    for _ in 0..<20_000 {
      decoder.append(utf8("yz\nx").span)
      #expect(decoder.next() == line("xyz"))
      #expect(decoder.next() == nil)
    }
    #expect(!decoder.isEmpty)
  }
}
