import Wire

/// There is no certificate to serve with.
struct MissingCertificate: Error, CustomStringConvertible {
  let certificate: String
  let key: String

  var description: String {
    switch Environment.language {
    case .portuguese:
      "não há certificado em \(certificate) e \(key); faça um com: papod certificate (ou: make certs)"
    case .english:
      "no certificate at \(certificate) and \(key); make one with: papod certificate (or: make certs)"
    }
  }
}
