import Testing

@testable import TLS

@Suite struct SpokenPinTests {
  // Worked out apart from this code: the first 100 bits of SHA-256 of "abc" and of nothing.
  @Test(
    "A pin is read aloud as the first 100 bits of it, in five groups of four",
    arguments: [
      (PublicKeyPinTests.first, "Q9W1 DFWF 077Y MGA1 83F5"),
      (PublicKeyPinTests.second, "WERC 8GMR ZGE1 96QV YK49"),
    ])
  func text(pin: String, groups: String) throws {
    let spoken = SpokenPin(try #require(PublicKeyPin(parsing: pin)))
    #expect(spoken.description == groups)
    #expect(SpokenPin(parsing: groups) == spoken)
  }

  @Test(
    "What somebody wrote down is understood however they wrote it",
    arguments: [
      "q9w1 dfwf 077y mga1 83f5", "Q9W1-DFWF-077Y-MGA1-83F5", "Q9W1DFWF077YMGA183F5",
      " Q9WI  DFWF O77Y MGAL 83F5 ", "q9wl dfwf o77y mgai 83f5",
    ])
  func forgiven(text: String) throws {
    let pin = try #require(PublicKeyPin(parsing: PublicKeyPinTests.first))
    #expect(SpokenPin(parsing: text) == SpokenPin(pin))
  }

  @Test(
    "Anything else is no such pin",
    arguments: [
      "", "y", "sim", "Q9W1 DFWF 077Y MGA1 83F", "Q9W1 DFWF 077Y MGA1 83F55", "U9W1 DFWF 077Y MGA1 83F5",
      "Q9W1.DFWF.077Y.MGA1.83F5", PublicKeyPinTests.first,
    ])
  func none(text: String) {
    #expect(SpokenPin(parsing: text) == nil)
  }

  @Test("Pins that differ in any of the first 100 bits differ when they are read aloud, and in no other")
  func bits() throws {
    let nothing = [UInt8](repeating: 0, count: PublicKeyPin.byteCount)
    for bit in 0..<PublicKeyPin.byteCount * 8 {
      var bytes = nothing
      bytes[bit / 8] = 1 << (7 - bit % 8)
      #expect((try spoken(bytes) != spoken(nothing)) == (bit < SpokenPin.bitCount))
    }
  }

  private func spoken(_ bytes: [UInt8]) throws -> SpokenPin {
    SpokenPin(try #require(PublicKeyPin(parsing: "sha256//" + Base64.encode(bytes))))
  }
}
