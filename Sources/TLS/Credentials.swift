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

  /// Reads both from one PEM file, under the rules of `PrivateKey.init(file:)`.
  ///
  /// - Throws: `TLSError` of kind `.keyFile`, `.certificateFile` or `.keyMismatch`.
  package static func load(file path: String) throws(TLSError) -> Credentials {
    var pem: [UInt8]
    do throws(FileProblem) {
      pem = try PrivateFile.read(path)
    } catch {
      throw TLSError("private key \(path)", kind: .keyFile(error))
    }
    defer { unsafe pem.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) } }
    let key = try PrivateKey(pem: pem, named: "private key \(path)")
    let certificate = try Certificate(pem: pem, named: "certificate \(path)")
    return try Credentials(certificate: certificate, key: key, named: path)
  }

  /// Both in PEM, as `load(file:)` reads them.
  package var pem: [UInt8] { key.pem + certificate.pem }

  private init(certificate: Certificate, key: PrivateKey, named name: String) throws(TLSError) {
    // Equal pins are equal public keys: the pin is taken over the whole SubjectPublicKeyInfo.
    guard certificate.pin == key.pin else { throw TLSError(name, kind: .keyMismatch) }
    self.certificate = certificate
    self.key = key
  }
}
