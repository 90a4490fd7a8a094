import CTLS

/// A certificate and its private key.
package struct Credentials: Sendable {
  /// What is shown.
  package let certificate: Certificate

  /// What proves that it is ours.
  package let key: PrivateKey

  /// - Throws: `TLSError` of kind `.keyMismatch` where the key is not the certificate's.
  package init(certificate: Certificate, key: PrivateKey) throws(TLSError) {
    try self.init(certificate: certificate, key: key, named: "credentials")
  }

  /// Reads both from PEM files, the key's under the rules of `PrivateKey.init(file:)`.
  ///
  /// - Throws: `TLSError` of kind `.certificateFile`, `.keyFile` or `.keyMismatch`.
  package static func load(certificateFile: String, keyFile: String) throws(TLSError) -> Credentials {
    let key = try PrivateKey(file: keyFile)
    let certificate = try Certificate(file: certificateFile)
    return try Credentials(certificate: certificate, key: key, named: "\(certificateFile) and \(keyFile)")
  }

  private init(certificate: Certificate, key: PrivateKey, named name: String) throws(TLSError) {
    // Equal pins are equal public keys: the pin is taken over the whole SubjectPublicKeyInfo.
    guard certificate.pin == key.pin else { throw TLSError(name, kind: .keyMismatch) }
    self.certificate = certificate
    self.key = key
  }
}
