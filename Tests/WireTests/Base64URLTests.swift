import TestSupport
import Testing

@testable import Wire

@Suite("Base64URL")
struct Base64URLTests {
  @Test(
    "agrees with RFC 4648, section 10, without the padding",
    arguments: [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
      ("foobar", "Zm9vYmFy"),
    ])
  func vectors(bytes: String, characters: String) {
    #expect(Base64URL.encode(utf8(bytes)) == utf8(characters))
    #expect(Base64URL.decode(utf8(characters)[...]) == utf8(bytes))
  }

  @Test("uses - and _")
  func alphabet() {
    #expect(Base64URL.encode([0xFB, 0xFF, 0xFE]) == utf8("-__-"))
    #expect(Base64URL.decode(utf8("-__-")[...]) == [0xFB, 0xFF, 0xFE])
  }

  @Test(
    "refuses padding, other characters, impossible lengths and bits left over",
    arguments: ["Zg==", "Zm+v", "Zm/v", "Z", "Zm9vY", "Zh", "Zm9", "Zm 9", "Zm9v\n", "é"])
  func mistakes(characters: String) {
    #expect(Base64URL.decode(utf8(characters)[...]) == nil)
  }

  @Test("gives back 16 bytes from 22 characters")
  func tokens() {
    var random = SeededRandom(seed: 6)
    for _ in 0..<500 {
      let token = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      let characters = Base64URL.encode(token)
      #expect(characters.count == 22)
      #expect(Base64URL.decode(characters[...]) == token)
      _ = Base64URL.decode(random.bytes(upTo: 30)[...])
    }
  }
}
