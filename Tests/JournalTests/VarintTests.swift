import Journal
import Testing

@Suite("Numbers in as few bytes as they need")
struct VarintTests {
  private func bytes(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    Varint.append(value, to: &bytes)
    return bytes
  }

  private func read(_ bytes: [UInt8], at start: Int = 0) -> (number: UInt64?, end: Int) {
    var position = start
    let number = Varint.read(bytes, at: &position)
    return (number, position)
  }

  @Test("take a byte for each seven bits, and are read as they were written")
  func roundTrip() {
    for shift in 0..<64 as Range<UInt64> {
      for value in [1 << shift - 1, 1 << shift, 1 << shift + 1] as [UInt64] {
        let bytes = bytes(value)
        let bits = 64 - value.leadingZeroBitCount
        #expect(bytes.count == max(1, (bits + 6) / 7))
        #expect(read([9] + bytes + [9], at: 1) == (value, 1 + bytes.count))
      }
    }
    #expect(read(bytes(.max)) == (.max, 10))
  }

  @Test("that do not end are none, up to the end")
  func cutOff() {
    for count in 0..<10 {
      #expect(read(Array(bytes(.max).prefix(count))) == (nil, count))
    }
  }

  @Test("of more than 64 bits are none, short of the end")
  func tooLarge() {
    let front = [UInt8](repeating: 0xFF, count: 9)
    #expect(read(front + [1]) == (.max, 10))
    for last: UInt8 in [2, 0x7F, 0x80, 0xFF] { #expect(read(front + [last]) == (nil, 9)) }
  }

  @Test("with a sign are the shorter the nearer they are to zero")
  func signed() {
    for value: Int64 in [0, -1, 1, -2, 63, -64, .max, .min] {
      var bytes: [UInt8] = []
      Varint.append(signed: value, to: &bytes)
      #expect(read(bytes).number.map(Varint.signed) == value)
      if -64...63 ~= value { #expect(bytes.count == 1) }
    }
  }
}
