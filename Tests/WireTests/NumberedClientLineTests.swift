import Testing

@testable import Wire

@Suite("ClientLine with its number")
struct NumberedClientLineTests {
  @Test(
    "has its number first",
    arguments: [
      ("1 ana", 1, "ana"), ("42 ", 42, ""), ("42", 42, ""), ("7  x", 7, " x"),
      ("9223372036854775807 x", 9223372036854775807, "x"),
      ("1 2 3", 1, "2 3"), ("5 ?", 5, "?"),
    ])
  func split(line: String, number: UInt64, rest: String) throws {
    let split = try #require(ClientLine.splitNumber(utf8(line)))
    #expect(split.number == number)
    #expect(split.rest.elementsEqual(utf8(rest)))
  }

  @Test(
    "has none where none can be read",
    arguments: [
      "", " ", "ana", "0 ana", "-1 x", "1x", " 1 x", "1\tx", "9223372036854775808 x",
      "00000000000000000001 x", "? x",
    ])
  func unnumbered(line: String) {
    #expect(ClientLine.splitNumber(utf8(line)) == nil)
    #expect(throws: ClientLineError.offence(.unnumbered)) {
      _ = try ClientLine.parseNumbered(utf8(line), stage: .chatting)
    }
  }

  @Test("is a ping only without a number")
  func ping() throws {
    let ping = try ClientLine.parseNumbered(utf8("?"), stage: .chatting)
    #expect(ping.number == 0)
    #expect(ping.line == .success(.ping))
    let text = try ClientLine.parseNumbered(utf8("5 ?"), stage: .chatting)
    #expect(text.number == 5)
    #expect(text.line == .success(.say(try Text(utf8("?"), allowingLineBreaks: false))))
  }

  @Test("keeps its number where it is refused")
  func refused() throws {
    let line = try ClientLine.parseNumbered(utf8("9 #x"), stage: .chatting)
    #expect(line.number == 9)
    #expect(line.line == .failure(.mistake(.noSuchCommand)))
  }
}
