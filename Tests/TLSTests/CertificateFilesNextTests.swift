import Glibc
import Testing

@testable import TLS

@Suite struct CertificateFilesNextTests {
  private let days = CertificateFiles.announcedDays * 86_400

  @Test("The next key stands beside today's, closed to others, and changes nothing about it")
  func next() throws {
    try Fixture.withFolder { folder in
      let today = try CertificateFiles.makeOrRenew(directory: folder, days: 1).certificate
      let next = try CertificateFiles.makeNext(directory: folder, hostNames: ["chat.example.org"], days: 30)
      #expect(next.pin != today.pin)
      #expect(next.names.contains("chat.example.org"))
      #expect(Fixture.entries(of: folder) == ["next.crt", "next.key", "server.crt", "server.key"])
      #expect(Fixture.mode(of: "\(folder)/next.crt") == 0o600)
      #expect(Fixture.mode(of: "\(folder)/next.key") == 0o600)
      let path = CertificateFiles.nextCertificate(beside: "\(folder)/server.crt")
      let loaded = try Credentials.load(certificateFile: path, keyFile: "\(folder)/next.key")
      #expect(loaded.certificate.pem == next.pem)
      #expect(try pin(folder) == today.pin)
    }
  }

  @Test("There is no next key without today's, and no second one unless it is to replace the first")
  func refusals() throws {
    try Fixture.withFolder { folder in
      #expect(throws: KeyChangeError.noKey) { try CertificateFiles.makeNext(directory: folder, days: 1) }
      #expect(Fixture.entries(of: folder).isEmpty)
      _ = try CertificateFiles.makeOrRenew(directory: folder, days: 1)
      let first = try CertificateFiles.makeNext(directory: folder, days: 1)
      #expect(throws: KeyChangeError.alreadyMade) {
        try CertificateFiles.makeNext(directory: folder, days: 1)
      }
      #expect(try Certificate(file: "\(folder)/next.crt").pin == first.pin)
      let second = try CertificateFiles.makeNext(directory: folder, days: 1, replacing: true)
      #expect(second.pin != first.pin)
      #expect(try PrivateKey(file: "\(folder)/next.key").pin == second.pin)
    }
  }

  @Test("A next key whose certificate was never written is gone on with")
  func unfinishedNext() throws {
    try Fixture.withFolder { folder in
      _ = try CertificateFiles.makeOrRenew(directory: folder, days: 1)
      let made = try CertificateFiles.makeNext(directory: folder, days: 1)
      try PrivateFile.remove("\(folder)/next.crt")
      #expect(try CertificateFiles.makeNext(directory: folder, days: 1).pin == made.pin)
    }
  }

  @Test("Thirty days after it was made, and not a second before, the next key becomes today's")
  func rotate() throws {
    try Fixture.withFolder { folder in
      let today = try CertificateFiles.makeOrRenew(directory: folder, days: 1).certificate
      let next = try CertificateFiles.makeNext(directory: folder, days: 1)
      for (early, left) in [(1, 1), (86_400, 1), (86_401, 2), (days, 30)] as [(Int64, Int64)] {
        #expect(throws: KeyChangeError.tooEarly(days: left)) {
          try CertificateFiles.rotate(directory: folder, days: 9, now: next.notBefore + days - early)
        }
      }
      #expect(try pin(folder) == today.pin)
      let changed = try CertificateFiles.rotate(
        directory: folder, hostNames: ["chat.example.org"], days: 9, now: next.notBefore + days)
      #expect(changed.pin == next.pin)
      #expect(changed.names.contains("chat.example.org"))
      #expect(changed.notAfter - changed.notBefore == 9 * 86_400)
      #expect(try pin(folder) == next.pin)
      #expect(Fixture.entries(of: folder) == ["server.crt", "server.key"])
      #expect(Fixture.mode(of: "\(folder)/server.key") == 0o600)
      #expect(throws: KeyChangeError.notMade) {
        try CertificateFiles.rotate(directory: folder, days: 9, now: next.notBefore + days)
      }
    }
  }

  @Test("Who says so changes the key earlier")
  func early() throws {
    try Fixture.withFolder { folder in
      _ = try CertificateFiles.makeOrRenew(directory: folder, days: 1)
      let next = try CertificateFiles.makeNext(directory: folder, days: 1)
      let changed = try CertificateFiles.rotate(directory: folder, days: 1, now: next.notBefore, early: true)
      #expect(changed.pin == next.pin)
    }
  }

  @Test("A change that was stopped after the key had moved is brought to its end")
  func unfinishedChange() throws {
    try Fixture.withFolder { folder in
      _ = try CertificateFiles.makeOrRenew(directory: folder, days: 1)
      let next = try CertificateFiles.makeNext(directory: folder, days: 1)
      try PrivateFile.rename("\(folder)/next.key", to: "\(folder)/server.key")
      let changed = try CertificateFiles.rotate(directory: folder, days: 1, now: next.notBefore)
      #expect(changed.pin == next.pin)
      #expect(try pin(folder) == next.pin)
      #expect(Fixture.entries(of: folder) == ["server.crt", "server.key"])
    }
  }

  @Test("A next key that is missing, or another's, changes nothing")
  func foreign() throws {
    try Fixture.withFolder { folder in
      let today = try CertificateFiles.makeOrRenew(directory: folder, days: 1).certificate
      let next = try CertificateFiles.makeNext(directory: folder, days: 1)
      try PrivateFile.replace("\(folder)/next.key", with: try PrivateKey.generate().pem)
      let mismatch = #expect(throws: KeyChangeError.self) {
        try CertificateFiles.rotate(directory: folder, days: 1, now: next.notBefore + days)
      }
      #expect(kind(mismatch) == .keyMismatch)
      try PrivateFile.remove("\(folder)/next.key")
      let missing = #expect(throws: KeyChangeError.self) {
        try CertificateFiles.rotate(directory: folder, days: 1, now: next.notBefore + days)
      }
      #expect(kind(missing) == .keyFile(.missing))
      #expect(try pin(folder) == today.pin)
    }
  }

  @Test("Renewing keeps the key, and makes none where there is none")
  func renew() throws {
    try Fixture.withFolder { folder in
      let error = #expect(throws: TLSError.self) { try CertificateFiles.renew(directory: folder, days: 1) }
      #expect(error?.kind == .keyFile(.missing))
      #expect(Fixture.entries(of: folder).isEmpty)
      let first = try CertificateFiles.makeOrRenew(directory: folder, days: 1).certificate
      let second = try CertificateFiles.renew(directory: folder, days: 1)
      #expect(second.pin == first.pin)
      #expect(second.pem != first.pem)
    }
  }

  private func kind(_ error: KeyChangeError?) -> TLSError.Kind? {
    guard case .files(let error) = error else { return nil }
    return error.kind
  }

  /// The pin of today's key, whose certificate belongs to it.
  private func pin(_ folder: String) throws -> PublicKeyPin {
    try Credentials.load(certificateFile: "\(folder)/server.crt", keyFile: "\(folder)/server.key").key.pin
  }
}
