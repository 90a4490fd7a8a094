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

  @Test("Both are kept in one file, which is judged as a key's")
  func oneFile() throws {
    try Fixture.withFolder { folder in
      let path = "\(folder)/both.pem"
      let credentials = try Fixture.credentials()
      Fixture.write(credentials.pem, to: path)
      let loaded = try Credentials.load(file: path)
      #expect(loaded.key.pin == credentials.key.pin)
      #expect(loaded.certificate.pem == credentials.certificate.pem)

      let cases: [(bytes: [UInt8], mode: UInt32, kind: TLSError.Kind)] = [
        (credentials.pem, 0o640, .keyFile(.openToOthers(mode: 0o640))),
        (credentials.certificate.pem, 0o600, .keyFile(.notAKey)),
        (credentials.key.pem, 0o600, .certificateFile(.notACertificate)),
        (try PrivateKey.generate().pem + credentials.certificate.pem, 0o600, .keyMismatch),
        ([], 0o600, .keyFile(.notAKey)),
      ]
      for (bytes, mode, kind) in cases {
        Fixture.write(bytes, to: path, mode: mode)
        let error = try #require(throws: TLSError.self) { try Credentials.load(file: path) }
        #expect(error.kind == kind)
        #expect(error.description.contains(path))
      }
      let error = try #require(throws: TLSError.self) { try Credentials.load(file: folder + "/none") }
      #expect(error.kind == .keyFile(.missing))
    }
  }
}
