import Testing

@testable import TLS

@Suite struct CredentialsTests {
  @Test("A key that is not the certificate's is refused")
  func mismatch() throws {
    let certificate = try Fixture.credentials().certificate
    let error = try #require(throws: TLSError.self) {
      try Credentials(certificate: certificate, key: PrivateKey.generate())
    }
    #expect(error.kind == .keyMismatch)
  }

  @Test("Both are loaded from their files, and a mismatch names them")
  func load() throws {
    try Fixture.withFolder { folder in
      let (certificate, key) = ("\(folder)/a.crt", "\(folder)/a.key")
      let credentials = try Fixture.credentials()
      Fixture.write(credentials.certificate.pem, to: certificate, mode: 0o644)
      Fixture.write(credentials.key.pem, to: key)
      #expect(try Credentials.load(certificateFile: certificate, keyFile: key).key.pin == credentials.key.pin)

      Fixture.write(try PrivateKey.generate().pem, to: key)
      let error = try #require(throws: TLSError.self) {
        try Credentials.load(certificateFile: certificate, keyFile: key)
      }
      #expect(error.kind == .keyMismatch)
      #expect(
        error.description
          == "\(certificate) and \(key): the private key does not belong to the certificate")
    }
  }
}
