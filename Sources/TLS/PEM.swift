import CTLS

/// OpenSSL reads and writes PEM through its BIOs; here they stand on arrays.
enum PEM {
  /// `body` reads from a BIO over `bytes`, which lives as long as it runs.
  static func read<Result>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Result?) -> Result? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let count = Int32(exactly: buffer.count) else { return nil }
      guard let bio = unsafe BIO_new_mem_buf(buffer.baseAddress, count) else { return nil }
      defer { unsafe BIO_free(bio) }
      return unsafe body(bio)
    }
  }

  /// What `body` writes into a BIO in memory. It writes a key or a certificate that OpenSSL holds already, so
  /// only a lack of memory can make it fail, and that ends a Swift program anywhere.
  static func written(_ body: (OpaquePointer) -> Bool) -> [UInt8] {
    guard let bio = unsafe BIO_new(BIO_s_mem()) else { fatalError("out of memory") }
    defer { unsafe BIO_free(bio) }
    guard unsafe body(bio) else { fatalError(TLSError("PEM").description) }
    var bytes: UnsafePointer<UInt8>?
    let count = unsafe ctls_bio_contents(bio, &bytes)
    return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  }
}
