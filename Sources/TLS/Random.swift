import CTLS

/// Randomness that nobody can guess.
package enum Random {
  /// `count` random bytes, from OpenSSL's generator. Without randomness no program should go on, so this one
  /// does not either.
  package static func bytes(_ count: Int) -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      precondition(unsafe RAND_bytes(buffer.baseAddress, Int32(count)) == 1, "no randomness")
      filled = count
    }
  }
}
