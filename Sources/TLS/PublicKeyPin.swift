import CTLS

/// A public key's fingerprint: SHA-256 of its DER SubjectPublicKeyInfo (RFC 7469, 2.4). It outlives a renewed
/// certificate as long as the key stays. Written as "sha256//BASE64=", as curl's `--pinnedpubkey` takes it.
///
/// `==` is for showing and looking up; the comparison that lets a server in is made in constant time, inside
/// the handshake.
package struct PublicKeyPin: Hashable, Sendable, CustomStringConvertible {
  /// SHA-256's length.
  package static let byteCount = Int(CTLS_PIN_LENGTH)

  private static let prefix = "sha256//"

  /// The hash, 32 bytes.
  package let bytes: [UInt8]

  /// Nil unless `text` is "sha256//" and the base64 of 32 bytes, padded, with nothing around it.
  package init?(parsing text: String) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    guard let bytes = Base64.decode(String(text.dropFirst(Self.prefix.count))) else { return nil }
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = bytes
  }

  /// One or more pins with `;` between them; nil where one of them is none.
  package static func parseList(_ text: String) -> [PublicKeyPin]? {
    var pins: [PublicKeyPin] = []
    for piece in text.split(separator: ";", omittingEmptySubsequences: false) {
      guard let pin = PublicKeyPin(parsing: String(piece)) else { return nil }
      pins.append(pin)
    }
    return pins
  }

  /// Nil where `fill`, which is given room for the hash, says that there is none.
  init?(_ fill: (UnsafeMutablePointer<UInt8>) -> Bool) {
    var filled = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      filled = unsafe fill(buffer.baseAddress!)
      count = filled ? Self.byteCount : 0
    }
    guard filled else { return nil }
    self.bytes = bytes
  }

  /// The form that the initializer reads.
  package var description: String { Self.text(of: bytes) }

  /// The same of a hash that is known to be one.
  package static func text(of hash: [UInt8]) -> String { prefix + Base64.encode(hash) }
}
