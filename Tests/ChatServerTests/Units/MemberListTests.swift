import TestSupport
import Testing

@testable import ChatServer

@Suite("The list of members")
struct MemberListTests {
  private let first = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  private let second = "sha256//AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="

  private func parse(_ text: String) throws -> [String] {
    try MemberList.parse(Sample.bytes(text)).map(\.description).sorted()
  }

  @Test("has a key a line, and comments, blanks and empty lines between")
  func keys() throws {
    #expect(try parse("") == [] && parse("\n\n# nobody\n") == [])
    #expect(try parse(first) == [first] && parse(first + "\n") == [first])
    #expect(
      try parse("# friends\r\n\(first) # Ana\r\n\n\t\(second)#Beto: \(first)\n  #\n\(first)\n") == [
        first, second,
      ])
  }

  @Test(
    "says which line is none",
    arguments: [
      ("x", 1), ("\n\nsha256//AA=\n", 3),
      ("# a\nsha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= b\n", 2),
      ("\n\u{FEFF}#", 2),
    ])
  func badLine(text: String, number: Int) {
    #expect(throws: MemberList.BadLine(number: number)) { try MemberList.parse(Sample.bytes(text)) }
  }

  @Test("takes any bytes")
  func anyBytes() {
    #expect(throws: MemberList.BadLine(number: 2)) { try MemberList.parse([0x0A, 0xFF, 0x00]) }
  }
}
