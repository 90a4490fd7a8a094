import TLS

/// The certificates that an impostor shows.
enum WrongCertificate: String, CaseIterable {
  case otherKey = "another key under the same name"
  case expired = "another key, expired"
  case notYetValid = "another key, not yet valid"
  case otherName = "another key under another name"
  case authority = "signed by an unknown authority"
  case chain = "a chain of two, the authority shown"
  case rsa = "RSA"
  case otherCurve = "P-384"
  case edwards = "Ed25519"
  case sameNumber = "the right subject and serial number"
  case sameNumberOtherCurve = "the same on P-521"
  case stolen = "the right certificate without its key"

  /// Makes it, for who wants `right`.
  func make(inPlaceOf right: Certificate) throws -> Credentials {
    switch self {
    case .otherKey: try HostileCredentials.make()
    case .expired: try HostileCredentials.make(from: -7_200, to: -3_600)
    case .notYetValid: try HostileCredentials.make(from: 3_600, to: 7_200)
    case .otherName: try HostileCredentials.make(host: "elsewhere.example")
    case .authority: try HostileCredentials.make(issuer: .authority)
    case .chain: try HostileCredentials.make(issuer: .shownAuthority)
    case .rsa: try HostileCredentials.make(keyType: "RSA")
    case .otherCurve: try HostileCredentials.make(keyType: "P-384")
    case .edwards: try HostileCredentials.make(keyType: "ED25519")
    case .sameNumber: try HostileCredentials.make(model: right)
    case .sameNumberOtherCurve: try HostileCredentials.make(keyType: "P-521", model: right)
    case .stolen: try HostileCredentials.forged(right)
    }
  }
}
