import CTLS

/// A private key. It never changes, so all threads may share it; OpenSSL counts its users by itself.
@safe package final class PrivateKey: Sendable {
  nonisolated(unsafe) let handle: OpaquePointer

  /// The public half's pin.
  package let pin: PublicKeyPin

  /// A new ECDSA key on P-256: every TLS 1.3 client must know it (RFC 8446, 9.1).
  package static func generate() throws(TLSError) -> PrivateKey {
    guard let handle = unsafe ctls_generate_key() else { throw TLSError("new key") }
    return try unsafe PrivateKey(takingOwnership: handle)
  }

  /// The first private key in `pem`.
  ///
  /// - Throws: `TLSError` of kind `.keyFile`: `.notAKey` or `.encrypted`.
  package convenience init(pem: [UInt8]) throws(TLSError) {
    try self.init(pem: pem, named: "private key")
  }

  /// The first private key in a file that must be a regular one, no link, owned by us and closed to the group
  /// and to others.
  ///
  /// - Throws: `TLSError` of kind `.keyFile`, with one problem for each of these rules.
  package convenience init(file path: String) throws(TLSError) {
    let name = "private key \(path)"
    var pem: [UInt8]
    do throws(FileProblem) {
      pem = try PrivateFile.read(path)
    } catch {
      throw TLSError(name, kind: .keyFile(error))
    }
    defer { unsafe pem.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) } }
    try self.init(pem: pem, named: name)
  }

  /// `name` is what an error calls it.
  convenience init(pem: [UInt8], named name: String) throws(TLSError) {
    let handle = unsafe PEM.read(pem) { unsafe ctls_read_key($0) }
    guard let handle = unsafe handle else {
      // The stack speaks of decoders; what it means for a person is one of two things.
      ERR_clear_error()
      let isEncrypted = String(decoding: pem, as: UTF8.self).contains("ENCRYPTED")
      throw TLSError(name, kind: .keyFile(isEncrypted ? .encrypted : .notAKey))
    }
    try unsafe self.init(takingOwnership: handle)
  }

  private init(takingOwnership handle: OpaquePointer) throws(TLSError) {
    guard let pin = unsafe PublicKeyPin({ unsafe ctls_key_pin(handle, $0) }) else {
      unsafe EVP_PKEY_free(handle)
      throw TLSError("private key")
    }
    unsafe self.handle = handle
    self.pin = pin
  }

  deinit {
    unsafe EVP_PKEY_free(handle)
  }

  /// PKCS #8 in PEM, not encrypted.
  package var pem: [UInt8] {
    unsafe PEM.written { unsafe PEM_write_bio_PKCS8PrivateKey($0, handle, nil, nil, 0, nil, nil) == 1 }
  }
}
