import CHostileTLS
import Glibc
import Reactor
import TLS
import TestSupport

/// Keys and certificates that only an attacker makes.
enum HostileCredentials {
  /// A new key of this type and a certificate of it.
  ///
  /// - Parameters:
  ///   - model: lends its subject and serial number.
  ///   - start, end: when it holds, in seconds from now.
  ///   - length: its bytes in DER; nil: as it comes. With ED25519.
  static func make(
    keyType: String = "P-256", host: String = "localhost", model: Certificate? = nil,
    from start: Int64 = -3_600, to end: Int64 = 86_400, issuer: HostileIssuer = .itself, length: Int? = nil
  ) throws -> Credentials {
    let now = Clock.wallMilliseconds / 1_000
    let lent = model.map { String(decoding: $0.pem, as: UTF8.self) }
    let made = unsafe hostile_credentials(keyType, host, now + start, now + end, lent, issuer, length ?? 0)
    let pem = try unsafe take(made)
    return try Credentials(certificate: Certificate(pem: pem), key: PrivateKey(pem: pem))
  }

  /// The certificate itself, with a key that cannot sign for it.
  static func forged(_ certificate: Certificate) throws -> Credentials {
    let made = unsafe hostile_forged_key(String(decoding: certificate.pem, as: UTF8.self))
    return try unsafe Credentials(certificate: certificate, key: PrivateKey(pem: take(made)))
  }

  private static func take(_ made: UnsafeMutablePointer<CChar>?) throws -> [UInt8] {
    guard let text = unsafe made else {
      throw TestFailure("OpenSSL makes no such certificate", file: #fileID, line: #line)
    }
    defer { unsafe free(text) }
    return Array(unsafe String(cString: text).utf8)
  }
}
