/// The fingerprint of a person's key: the SHA-256 of its DER SubjectPublicKeyInfo (RFC 7469, 2.4).
package struct PersonKey: Sendable, Hashable {
  /// SHA-256's length.
  package static let byteCount = 32

  /// The hash, `byteCount` bytes.
  package let bytes: [UInt8]

  /// Nil unless there are `byteCount` bytes.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }

  /// The keys of which these are the bytes, one after the other; nil where the last one is not whole.
  package static func list(_ bytes: [UInt8]) -> [PersonKey]? {
    var keys: [PersonKey] = []
    for start in stride(from: 0, to: bytes.count, by: byteCount) {
      guard let key = PersonKey(bytes[start..<min(start + byteCount, bytes.count)]) else { return nil }
      keys.append(key)
    }
    return keys
  }
}
