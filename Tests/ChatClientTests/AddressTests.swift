import ChatClient
import Testing

@Suite("An address")
struct AddressTests {
  @Test(
    "is a host, with a port or without, in any of its forms",
    arguments: [
      ("localhost", "localhost:7443"), ("localhost:1", "localhost:1"),
      ("Chat.Example:65535", "chat.example:65535"),
      ("127.0.0.1:80", "127.0.0.1:80"), ("::1", "[::1]:7443"), ("[::1]", "[::1]:7443"),
      ("[::1]:9", "[::1]:9"),
      ("[0:0:0:0:0:0:0:1]:9", "[::1]:9"), ("fe80:0::1", "[fe80::1]:7443"),
      ("açaí.example", "açaí.example:7443"),
    ])
  func isRead(text: String, description: String) throws {
    let address = try #require(Address(parsing: text))
    #expect(address.description == description)
    #expect(Address(parsing: description) == address)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", ":1", "host:", "host:0", "host:65536", "host:000080", "host:+1", "host:1:2", "[::1", "[::1]x",
      "[::1]:",
      "[127.0.0.1]:1", "[host]:1", "a b", "a\tb", "a\u{1b}b", "https://host", "host/path", "user@host",
      "::1%", "a,b", "a,b:1",
      String(repeating: "a", count: 256),
    ])
  func isRefused(text: String) {
    #expect(Address(parsing: text) == nil)
  }

  @Test("has at most 255 bytes of host")
  func longestHost() {
    #expect(Address(parsing: String(repeating: "a", count: 255)) != nil)
    // Three bytes in lower case, two in upper case.
    #expect(Address(parsing: String(repeating: "a", count: 252) + "Ⱥ") != nil)
    #expect(Address(parsing: String(repeating: "a", count: 253) + "Ⱥ") == nil)
  }
}
