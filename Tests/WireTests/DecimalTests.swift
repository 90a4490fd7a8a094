import Testing

@testable import Wire

@Suite("Decimal")
struct DecimalTests {
  @Test("writes what it reads", arguments: [0, 1, 9, 10, 99, 100, 1_234_567_890, UInt64(Int64.max)])
  func roundTrip(value: UInt64) {
    let digits = rendered { Decimal.append(value, to: &$0) }
    #expect(digits == "\(value)")
    #expect(Decimal.parse(utf8(digits)[...]) == value)
  }

  @Test("writes after what is there already, the largest number too")
  func appends() {
    var output = utf8("ab")
    Decimal.append(.max, to: &output)
    #expect(output == utf8("ab18446744073709551615"))
  }

  @Test("reads leading zeros")
  func zeros() {
    #expect(Decimal.parse(utf8("007")[...]) == 7)
  }

  @Test(
    "refuses signs, blanks, other digits, nothing, and more than Int64 holds",
    arguments: [
      "", "-1", "+1", " 1", "1 ", "1a", "٣", "9223372036854775808", "9999999999999999999",
      "00000000000000000001",
    ])
  func mistakes(digits: String) {
    #expect(Decimal.parse(utf8(digits)[...]) == nil)
  }
}
