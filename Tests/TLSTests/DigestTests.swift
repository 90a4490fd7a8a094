import Testing

@testable import TLS

@Suite struct DigestTests {
  @Test(
    "SHA-256 of the examples of FIPS 180",
    arguments: [
      ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
      ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    ])
  func examples(text: String, hash: String) {
    #expect(Base64.encode(Digest.sha256(Array(text.utf8).span)) == hash)
  }
}
