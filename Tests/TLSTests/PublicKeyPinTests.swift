import Testing

@testable import TLS

@Suite struct PublicKeyPinTests {
  // SHA-256 of "abc" and of nothing.
  static let first = "sha256//ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  static let second = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

  @Test("A pin is written as it is read")
  func text() throws {
    let pin = try #require(PublicKeyPin(parsing: Self.first))
    #expect(pin.bytes == Digest.sha256(Array("abc".utf8).span))
    #expect(pin.description == Self.first)
  }

  @Test(
    "Anything else is no pin",
    arguments: [
      "", "sha256//", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "SHA256//" + first.dropFirst(8),
      "sha256/" + first.dropFirst(8), String(first.dropLast()), first + " ", " " + first, first + ";",
      "sha256//" + Base64.encode([UInt8](repeating: 1, count: 31)),
      "sha256//" + Base64.encode([UInt8](repeating: 1, count: 33)),
      "sha256//ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=",
    ])
  func noPin(text: String) {
    #expect(PublicKeyPin(parsing: text) == nil)
  }

  @Test("A list has a semicolon between its pins, and nothing else")
  func list() throws {
    let first = try #require(PublicKeyPin(parsing: Self.first))
    let second = try #require(PublicKeyPin(parsing: Self.second))
    #expect(PublicKeyPin.parseList(Self.first) == [first])
    #expect(PublicKeyPin.parseList("\(Self.first);\(Self.second)") == [first, second])
    for text in [
      "", ";", "\(Self.first);", ";\(Self.first)", "\(Self.first), \(Self.second)", "x;\(Self.first)",
    ] {
      #expect(PublicKeyPin.parseList(text) == nil)
    }
  }
}
