import TLS
import TestSupport
import Testing

@testable import Attacking

@Suite("Wrong certificates")
struct WrongCertificateTests {
  @Test("have another key than the right one, but for the stolen one, whose key is another secret")
  func keys() throws {
    let right = try TestCertificates.good
    #expect(WrongCertificate.allCases.count == 12)
    for wrong in WrongCertificate.allCases {
      let made = try wrong.make(inPlaceOf: right.certificate)
      #expect((made.certificate.pin == right.certificate.pin) == (wrong == .stolen))
      #expect(made.key.pem != right.key.pem)
    }
  }

  @Test("can be made of any length", arguments: [1_500, 16_375, 16_376, 65_000])
  func length(bytes: Int) throws {
    let made = try HostileCredentials.make(keyType: "ED25519", length: bytes)
    let lines = String(decoding: made.certificate.pem, as: UTF8.self).split(separator: "\n")
    let body = lines.dropFirst().dropLast().joined()
    #expect(Base64.decode(body)?.count == bytes)
  }
}
