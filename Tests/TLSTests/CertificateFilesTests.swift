import Glibc
import Testing

@testable import TLS

@Suite struct CertificateFilesTests {
  @Test("A new folder gets a key and a certificate, closed to others")
  func make() throws {
    try Fixture.withFolder { folder in
      let directory = "\(folder)/state/tls"
      let now = Int64(time(nil))
      let made = try CertificateFiles.makeOrRenew(
        directory: directory, hostNames: ["chat.example.org", "localhost"],
        ipAddresses: ["192.0.2.7", "::1"],
        days: 30)
      #expect(!made.renewed)
      #expect(Fixture.mode(of: directory) == 0o700)
      #expect(Fixture.entries(of: directory) == ["server.crt", "server.key"])
      #expect(Fixture.mode(of: "\(directory)/server.crt") == 0o600)
      #expect(Fixture.mode(of: "\(directory)/server.key") == 0o600)

      let loaded = try Credentials.load(
        certificateFile: "\(directory)/server.crt", keyFile: "\(directory)/server.key")
      #expect(loaded.certificate.pem == made.certificate.pem)
      #expect(loaded.certificate.names == expectedNames())
      #expect(now - 310...now - 290 ~= loaded.certificate.notBefore)
      #expect(loaded.certificate.notAfter == loaded.certificate.notBefore + 30 * 86_400)
    }
  }

  @Test("Renewing makes another certificate for the same key")
  func renew() throws {
    try Fixture.withFolder { folder in
      let first = try CertificateFiles.makeOrRenew(directory: folder, days: 1).certificate
      let key = try PrivateFile.read("\(folder)/server.key")
      let second = try CertificateFiles.makeOrRenew(directory: folder, days: 1)
      #expect(second.renewed)
      #expect(second.certificate.pin == first.pin)
      #expect(second.certificate.pem != first.pem)
      #expect(try PrivateFile.read("\(folder)/server.key") == key)
      #expect(Fixture.entries(of: folder) == ["server.crt", "server.key"])
    }
  }

  @Test("A key that breaks the rules is told, and neither file is touched")
  func badKey() throws {
    try Fixture.withFolder { folder in
      let key = try PrivateKey.generate().pem
      Fixture.write(key, to: "\(folder)/server.key", mode: 0o644)
      let error = try #require(throws: TLSError.self) {
        try CertificateFiles.makeOrRenew(directory: folder, days: 1)
      }
      #expect(error.kind == .keyFile(.openToOthers(mode: 0o644)))
      #expect(Fixture.entries(of: folder) == ["server.key"])
      #expect(Fixture.mode(of: "\(folder)/server.key") == 0o644)
    }
  }

  @Test("A folder that cannot be made is told by its name")
  func badFolder() throws {
    try Fixture.withFolder { folder in
      Fixture.write([], to: "\(folder)/file")
      let error = try #require(throws: TLSError.self) {
        try CertificateFiles.makeOrRenew(directory: "\(folder)/file/x", days: 1)
      }
      #expect(error.description.hasPrefix("folder \(folder)/file/x: "))
    }
  }

  /// localhost, what the machine calls itself, that name under .local, what was given, each once.
  private func expectedNames() -> [String] {
    var buffer = [CChar](repeating: 0, count: 65)
    #expect(unsafe gethostname(&buffer, 64) == 0)
    let host = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let local = "\(host.prefix { $0 != "." }).local"
    let names = ["localhost", host, local, "chat.example.org", "127.0.0.1", "::1", "192.0.2.7"]
    return names.indices.filter { !names[..<$0].contains(names[$0]) }.map { names[$0] }
  }
}
