import Testing

@testable import TLS

@Suite struct Base64Tests {
  @Test(
    "The texts of RFC 4648, section 10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"),
    ])
  func knownTexts(plain: String, text: String) {
    #expect(Base64.encode(Array(plain.utf8)) == text)
    #expect(Base64.decode(text) == Array(plain.utf8))
    let unpadded = text.filter { $0 != "=" }
    #expect(Base64.encode(Array(plain.utf8), .url) == unpadded)
    #expect(Base64.decode(unpadded, .url) == Array(plain.utf8))
  }

  @Test("The two variants differ in the last two letters")
  func letters() {
    #expect(Base64.encode([0xfb, 0xff, 0xbf]) == "+/+/")
    #expect(Base64.encode([0xfb, 0xff, 0xbf], .url) == "-_-_")
    #expect(Base64.decode("-_-_") == nil)
    #expect(Base64.decode("+/+/", .url) == nil)
  }

  @Test("Every byte and every length comes back")
  func roundTrip() {
    let bytes = (0...255).map { UInt8($0) }
    for count in 0...bytes.count {
      for variant in [Base64.Variant.standard, .url] {
        let text = Base64.encode(Array(bytes[..<count]), variant)
        #expect(Base64.decode(text, variant) == Array(bytes[..<count]))
      }
    }
  }

  @Test(
    "What encode would not have written is refused",
    arguments: [
      "Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zg==\n", " Zg==", "Zm 9v", "Zm9vA", "é===",
    ])
  func refused(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test("Without padding, its leftovers are refused as well", arguments: ["A", "Zg==", "Zh", "Zm9vA", "Zm9"])
  func refusedURL(text: String) {
    #expect(Base64.decode(text, .url) == nil)
  }
}
