import Glibc

/// A server's certificate and key in a folder, as `server.crt` and `server.key`.
package enum CertificateFiles {
  /// The certificate's name in the folder.
  package static let certificateName = "server.crt"

  /// The key's name in the folder.
  package static let keyName = "server.key"

  /// Makes a certificate for this machine, and a key where the folder holds none. A key that is there stays,
  /// and with it the pin that clients know. The folder is made (0700) where it is missing; the files are 0600
  /// and replaced whole.
  ///
  /// The certificate holds for localhost, the machine's own name, that name under .local (RFC 6762),
  /// 127.0.0.1 and ::1, and what is given.
  ///
  /// - Parameters:
  ///   - directory: where the two files stand.
  ///   - extra: more host names.
  ///   - ipAddresses: more numeric addresses, those of the machine as a rule.
  ///   - days: how long it holds, from five minutes ago on, for the sake of clients whose clocks are slow.
  /// - Returns: the new certificate, and whether it is for a key that was there.
  /// - Throws: `TLSError`; an existing key that breaks the rules of `PrivateKey.init(file:)` is an error and
  ///   stays as it is.
  package static func makeOrRenew(
    directory: String, hostNames extra: [String] = [], ipAddresses: [String] = [], days: Int
  ) throws(TLSError) -> (certificate: Certificate, renewed: Bool) {
    let certificatePath = "\(directory)/\(certificateName)"
    let keyPath = "\(directory)/\(keyName)"
    do throws(FileProblem) {
      try PrivateFile.makeDirectory(directory)
    } catch {
      throw TLSError("folder \(directory)", kind: .certificateFile(error))
    }

    let (key, renewed) = try existingOrNewKey(keyPath)
    let certificate = try makeCertificate(
      certificatePath, key: key, hostNames: extra, ipAddresses: ipAddresses, days: days)
    return (certificate, renewed)
  }

  /// As `makeOrRenew`, but only for a key that is there.
  ///
  /// - Throws: `TLSError`, of kind `.keyFile(.missing)` where there is none.
  package static func renew(
    directory: String, hostNames extra: [String] = [], ipAddresses: [String] = [], days: Int
  ) throws(TLSError) -> Certificate {
    _ = try PrivateKey(file: "\(directory)/\(keyName)")
    return try makeOrRenew(
      directory: directory, hostNames: extra, ipAddresses: ipAddresses, days: days
    ).certificate
  }

  /// Makes a certificate for this machine, and writes it.
  static func makeCertificate(
    _ path: String, key: PrivateKey, hostNames extra: [String], ipAddresses: [String], days: Int
  ) throws(TLSError) -> Certificate {
    let own = ownNames()
    let start = Int64(time(nil)) - allowedClockError
    let certificate = try Certificate.selfSigned(
      key: key, commonName: own.first { $0.utf8.count <= 64 } ?? "localhost",
      hostNames: distinct(["localhost"] + own + extra),
      ipAddresses: distinct(["127.0.0.1", "::1"] + ipAddresses),
      notBefore: start, notAfter: start + Int64(days) * 86_400)
    do throws(FileProblem) {
      try PrivateFile.replace(path, with: certificate.pem)
    } catch {
      throw TLSError("certificate \(path)", kind: .certificateFile(error))
    }
    return certificate
  }

  /// Seconds that a client's clock may be behind ours.
  private static let allowedClockError: Int64 = 300

  // The key is written before the certificate: if we stop in between, the next run goes on with it.
  static func existingOrNewKey(
    _ path: String
  ) throws(TLSError) -> (key: PrivateKey, existed: Bool) {
    do throws(TLSError) {
      return (try PrivateKey(file: path), true)
    } catch {
      guard error.kind == .keyFile(.missing) else { throw error }
    }
    let key = try PrivateKey.generate()
    do throws(FileProblem) {
      try PrivateFile.replace(path, with: key.pem)
    } catch {
      throw TLSError("private key \(path)", kind: .keyFile(error))
    }
    return (key, false)
  }

  /// The machine's name, and its first label under .local; empty where the name could be nobody's host name.
  private static func ownNames() -> [String] {
    // HOST_NAME_MAX is 64 on Linux, gethostname(2).
    var buffer = [CChar](repeating: 0, count: 65)
    guard unsafe gethostname(&buffer, buffer.count - 1) == 0 else { return [] }
    let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard !name.isEmpty, name.utf8.allSatisfy(isHostNameByte) else { return [] }
    let label = name.prefix { $0 != "." }
    return distinct(label.isEmpty ? [name] : [name, "\(label).local"])
  }

  private static func isHostNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
