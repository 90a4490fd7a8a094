import TLS

/// The files that `papod serve` has its key from. They are read at the start, and again at each SIGHUP.
struct ServedFiles {
  /// The certificate; the one of the next key is looked for beside it.
  let certificate: String

  /// The certificate's private key.
  let key: String

  /// Reads all of them: the next key's certificate alone, since the key itself is of no use yet.
  func load() throws(TLSError) -> ServedKeys {
    let credentials = try Credentials.load(certificateFile: certificate, keyFile: key)
    var nextPin: PublicKeyPin?
    do throws(TLSError) {
      // Clients will trust whatever it names, so nobody else may have put it there.
      let path = CertificateFiles.nextCertificate(beside: certificate)
      nextPin = try Certificate(file: path, rules: .privateFile).pin
    } catch {
      guard error.kind == .certificateFile(.missing) else { throw error }
    }
    // A change of keys that was stopped half-way leaves the certificate of what is today's key by now.
    if nextPin == credentials.certificate.pin { nextPin = nil }
    return ServedKeys(credentials: credentials, nextPin: nextPin)
  }
}
