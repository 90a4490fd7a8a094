import Testing

@testable import Wire

@Suite("A search through bytes")
struct ByteSearchTests {
  // Past every length that vector instructions take at once, and what is left over.
  private static let lengths = Array(0...70)

  private func firstEnd(_ bytes: [UInt8], from start: Int = 0) -> Int? {
    ByteSearch.first(.lineFeed, or: 0, in: bytes.span, from: start)
  }

  private func isPrintable(_ bytes: [UInt8]) -> Bool { ByteSearch.isPrintableASCII(bytes.span) }

  @Test("finds the first of two bytes wherever it stands", arguments: lengths)
  func finds(length: Int) {
    var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
    #expect(firstEnd(bytes) == nil)
    for place in bytes.indices {
      for byte in [UInt8.lineFeed, 0] {
        bytes[place] = byte
        #expect(firstEnd(bytes) == place)
        #expect(firstEnd(bytes, from: place) == place)
        #expect(firstEnd(bytes, from: place + 1) == nil)
      }
      bytes[place] = UInt8(ascii: "a")
    }
  }

  @Test("takes the earlier of both", arguments: [(UInt8.lineFeed, UInt8(0)), (0, .lineFeed)])
  func earlier(first: UInt8, second: UInt8) {
    #expect(firstEnd([97, first, 97, second]) == 1)
  }

  @Test("knows printable ASCII from everything else", arguments: UInt8.min...UInt8.max)
  func printable(byte: UInt8) {
    #expect(isPrintable([byte]) == (0x20...0x7E ~= byte))
  }

  @Test("sees one byte among printable ones wherever it stands", arguments: lengths)
  func among(length: Int) {
    var bytes = [UInt8](repeating: UInt8(ascii: "~"), count: length)
    #expect(isPrintable(bytes))
    for place in bytes.indices {
      for byte: UInt8 in [0x1F, 0x7F, 0x80, 0xFF] {
        bytes[place] = byte
        #expect(!isPrintable(bytes))
      }
      bytes[place] = UInt8(ascii: " ")
    }
  }
}
