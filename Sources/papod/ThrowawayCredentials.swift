import Reactor
import TLS

/// A key and a certificate that never touch a disk.
enum ThrowawayCredentials {
  /// For localhost, valid for a day.
  static func make() throws(TLSError) -> ServedKeys {
    let key = try PrivateKey.generate()
    let now = Clock.wallMilliseconds / 1000
    let certificate = try Certificate.selfSigned(
      key: key, commonName: "localhost", hostNames: ["localhost"], ipAddresses: ["127.0.0.1", "::1"],
      notBefore: now - 300, notAfter: now + 86_400)
    return ServedKeys(credentials: try Credentials(certificate: certificate, key: key), nextPin: nil)
  }
}
