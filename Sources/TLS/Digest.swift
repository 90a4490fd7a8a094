import CTLS

/// Hashes.
package enum Digest {
  /// SHA-256 of `bytes`, 32 bytes.
  package static func sha256(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
      let output = digest.baseAddress
      count = unsafe bytes.withUnsafeBytes { input in
        // Null is how C says "no bytes", and EVP_Digest takes it so.
        let made = unsafe EVP_Digest(input.baseAddress, input.count, output, nil, EVP_sha256(), nil)
        precondition(made == 1, "SHA-256 is missing from OpenSSL")
        return 32
      }
    }
  }
}
