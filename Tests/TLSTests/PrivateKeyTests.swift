import CTLS
import Glibc
import Testing

@testable import TLS

@Suite struct PrivateKeyTests {
  @Test("A key comes back from its PEM, with the same pin")
  func pem() throws {
    let key = try PrivateKey.generate()
    #expect(String(decoding: key.pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    let again = try PrivateKey(pem: key.pem)
    #expect(again.pin == key.pin)
    #expect(again.pem == key.pem)
    #expect(try PrivateKey.generate().pin != key.pin)
  }

  @Test("What is no key says so", arguments: ["", "senha", "-----BEGIN PRIVATE KEY-----\nAAAA\n"])
  func noKey(text: String) throws {
    let error = try #require(throws: TLSError.self) { try PrivateKey(pem: Array(text.utf8)) }
    #expect(error.kind == .keyFile(.notAKey))
    #expect(error.description == "private key: holds no private key in PEM")
  }

  @Test("A certificate is no key")
  func certificate() throws {
    let pem = try Fixture.credentials().certificate.pem
    let error = try #require(throws: TLSError.self) { try PrivateKey(pem: pem) }
    #expect(error.kind == .keyFile(.notAKey))
  }

  @Test("A key behind a passphrase says so, and nobody is asked for it")
  func encrypted() throws {
    let key = try PrivateKey.generate()
    let pem = unsafe PEM.written {
      unsafe PEM_write_bio_PKCS8PrivateKey($0, key.handle, EVP_aes_256_cbc(), "senha", 5, nil, nil) == 1
    }
    let error = try #require(throws: TLSError.self) { try PrivateKey(pem: pem) }
    #expect(error.kind == .keyFile(.encrypted))
  }

  @Test("A regular file of ours that is closed to all others is read")
  func file() throws {
    try Fixture.withFolder { folder in
      let key = try PrivateKey.generate()
      for mode in [0o600, 0o400] as [mode_t] {
        let path = "\(folder)/\(mode).key"
        Fixture.write(key.pem, to: path, mode: mode)
        #expect(try PrivateKey(file: path).pin == key.pin)
      }
    }
  }

  @Test("A missing file is told, and so is a missing folder")
  func missing() throws {
    try Fixture.withFolder { folder in
      try expect(.missing, "\(folder)/server.key", "there is no such file")
      try expect(.missing, "\(folder)/nowhere/server.key", "there is no such file")
    }
  }

  @Test("A symbolic link is not followed, even to a good key")
  func link() throws {
    try Fixture.withFolder { folder in
      Fixture.write(try PrivateKey.generate().pem, to: "\(folder)/real.key")
      #expect(unsafe symlink("\(folder)/real.key", "\(folder)/server.key") == 0)
      try expect(
        .symbolicLink, "\(folder)/server.key",
        "is a symbolic link, which is not followed; name the file itself")
    }
  }

  @Test("A folder is no key, and neither is a pipe, which does not hold us up")
  func otherKinds() throws {
    try Fixture.withFolder { folder in
      try expect(.directory, folder, "is a folder, not a file")
      #expect(unsafe mkfifo("\(folder)/pipe", 0o600) == 0)
      try expect(.notRegular, "\(folder)/pipe", "is not a regular file")
    }
  }

  @Test("The group and others are to be kept out, from reading as from writing")
  func open() throws {
    try Fixture.withFolder { folder in
      let pem = try PrivateKey.generate().pem
      for mode in [0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o644] as [mode_t] {
        let path = "\(folder)/\(mode).key"
        Fixture.write(pem, to: path, mode: mode)
        try expect(
          .openToOthers(mode: mode), path,
          "is open to the group or to others (mode 0\(String(mode, radix: 8))); chmod 600 closes it")
      }
    }
  }

  @Test("Somebody else's key is not taken", .enabled(if: geteuid() == 0, "only root can give a file away"))
  func foreign() throws {
    try Fixture.withFolder { folder in
      let path = "\(folder)/server.key"
      Fixture.write(try PrivateKey.generate().pem, to: path)
      #expect(unsafe chown(path, 4711, 4711) == 0)
      try expect(
        .notOurs(owner: 4711), path,
        "belongs to another user (uid 4711); it must be owned by who runs this program")
    }
  }

  @Test("A file that is no key says so with its name")
  func wrongContent() throws {
    try Fixture.withFolder { folder in
      Fixture.write(Array("senha\n".utf8), to: "\(folder)/server.key")
      try expect(.notAKey, "\(folder)/server.key", "holds no private key in PEM")
    }
  }

  private func expect(_ problem: FileProblem, _ path: String, _ words: String) throws {
    let error = try #require(throws: TLSError.self) { try PrivateKey(file: path) }
    #expect(error.kind == .keyFile(problem))
    #expect(error.description == "private key \(path): \(words)")
  }
}
