// TestSupport: what tests of the whole server and of the client need, throwaway certificates, a server on a
// port of its own and clients that wait with a deadline.
//
// Everything here belongs to the test that makes it and is used on the thread that made it, but for
// `TestServer` and the certificates, which any thread may use.

import Reactor
import TLS

/// Throwaway keys and certificates, made in the process; they never touch a disk, and each is valid for an
/// hour.
package enum TestCertificates {
  /// For localhost, valid now.
  package static var good: Credentials { get throws { try cachedGood.get() } }

  /// The key of `good`, in a certificate that ended an hour ago.
  package static var expired: Credentials {
    get throws { try make(key: try good.key, from: -2 * hour, to: -hour) }
  }

  /// The key of `good`, in a certificate that begins to hold in an hour.
  package static var notYetValid: Credentials {
    get throws { try make(key: try good.key, from: hour, to: 2 * hour) }
  }

  /// Another key under the name of `good`: what a man in the middle would show.
  package static var otherKey: Credentials { get throws { try cachedOther.get() } }

  /// The key of `good` under a name that is not the server's.
  package static var otherName: Credentials {
    get throws { try make(key: try good.key, name: "elsewhere.example", addresses: []) }
  }

  /// A person's own key, in a certificate that says nothing of the person; another one each time.
  package static func newPerson() throws -> Credentials {
    try make(key: try PrivateKey.generate(), name: "papo", addresses: [])
  }

  private static let hour: Int64 = 3600
  private static let cachedGood = Result { try make(key: try PrivateKey.generate()) }
  private static let cachedOther = Result { try make(key: try PrivateKey.generate()) }

  /// `from` and `to` are seconds from now.
  private static func make(
    key: PrivateKey, name: String = "localhost", addresses: [String] = ["127.0.0.1", "::1"],
    from: Int64 = -hour / 2, to: Int64 = hour / 2
  ) throws -> Credentials {
    let now = Clock.wallMilliseconds / 1000
    let certificate = try Certificate.selfSigned(
      key: key, commonName: name, hostNames: [name], ipAddresses: addresses, notBefore: now + from,
      notAfter: now + to)
    return try Credentials(certificate: certificate, key: key)
  }
}
