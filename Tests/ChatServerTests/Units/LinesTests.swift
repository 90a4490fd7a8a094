import Testing

@testable import ChatServer

@Suite("Where a record is cut")
struct LinesTests {
  private let bytes = Array("one\ntwo\nthree\n".utf8)

  @Test("is the end where everything fits, at the limit and one below it")
  func all() {
    #expect(Lines.end(in: bytes, 0..<14, atMost: 14) == 14)
    #expect(Lines.end(in: bytes, 0..<14, atMost: 13) == 8)
    #expect(Lines.end(in: bytes, 4..<14, atMost: 10) == 14)
    #expect(Lines.end(in: bytes, 4..<14, atMost: 9) == 8)
  }

  @Test("is the end of a whole line, or the front where not one fits")
  func wholeLines() {
    #expect(Lines.end(in: bytes, 0..<14, atMost: 8) == 8)
    #expect(Lines.end(in: bytes, 0..<14, atMost: 7) == 4)
    #expect(Lines.end(in: bytes, 0..<14, atMost: 4) == 4)
    #expect(Lines.end(in: bytes, 0..<14, atMost: 3) == 0)
    #expect(Lines.end(in: bytes, 4..<14, atMost: 3) == 4)
    #expect(Lines.end(in: bytes, 4..<14, atMost: 0) == 4)
    #expect(Lines.end(in: bytes, 4..<4, atMost: 0) == 4)
  }

  @Test("is within a line that is longer than a record, in a record of its own")
  func longerThanARecord() {
    let record = IOThread.recordBytes
    let long = [UInt8](repeating: 0x61, count: record) + [0x0A]
    #expect(Lines.end(in: long, 0..<record + 1, atMost: record) == record)
    #expect(Lines.end(in: long, 0..<record + 1, atMost: record - 1) == 0)
    let exact = [UInt8](repeating: 0x61, count: record - 1) + [0x0A, 0x62, 0x0A]
    #expect(Lines.end(in: exact, 0..<record + 2, atMost: record) == record)
  }
}
