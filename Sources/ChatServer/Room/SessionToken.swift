import Journal
import TLS
import Wire

/// The secret by which a numbered client takes its session up: 128 random bits (protocol.md). The server
/// keeps only the session's id, which is a hash of it.
enum SessionToken {
  static let byteCount = 16

  static func make() -> [UInt8] { Random.bytes(byteCount) }

  /// The session that the token opens.
  static func session(of token: [UInt8]) -> SessionID {
    let digest = Digest.sha256(token.span)
    return SessionID(high: bigEndian(digest[0..<8]), low: bigEndian(digest[8..<16]))
  }

  /// As it stands on the wire: base64url without padding (RFC 4648, section 5).
  static func text(_ token: [UInt8]) -> String {
    String(decoding: Base64URL.encode(token), as: UTF8.self)
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}
