import CTLS
import Glibc

/// An X.509 certificate, with those that lead from it to an authority where its PEM holds more than one. It
/// never changes, so all threads may share it.
@safe package final class Certificate: Sendable {
  nonisolated(unsafe) let handle: OpaquePointer
  nonisolated(unsafe) let intermediates: [OpaquePointer]

  /// The pin of its key.
  package let pin: PublicKeyPin

  /// When it begins to hold, in seconds since 1970.
  package let notBefore: Int64

  /// When it ends, in seconds since 1970.
  package let notAfter: Int64

  /// The host names and numeric addresses of its subjectAltName, in its order. They are what somebody wrote
  /// there, so they are to be made safe before they are shown.
  package let names: [String]

  /// - Throws: `TLSError` of kind `.certificateFile(.notACertificate)`.
  package convenience init(pem: [UInt8]) throws(TLSError) {
    try self.init(pem: pem, named: "certificate")
  }

  /// - Throws: `TLSError` of kind `.certificateFile`. It is public, so the file may be a link, anybody's, and
  ///   open to all.
  package convenience init(file path: String) throws(TLSError) {
    let name = "certificate \(path)"
    let pem: [UInt8]
    do throws(FileProblem) {
      pem = try PrivateFile.read(path, rules: .publicFile)
    } catch {
      throw TLSError(name, kind: .certificateFile(error))
    }
    try self.init(pem: pem, named: name)
  }

  /// A certificate for TLS that is signed with its own key.
  ///
  /// - Parameters:
  ///   - commonName: 1 to 64 characters (RFC 5280, A.1: ub-common-name).
  ///   - hostNames: for subjectAltName, in ASCII (RFC 5280, 4.2.1.6).
  ///   - ipAddresses: for subjectAltName, numeric, IPv4 and IPv6.
  ///   - notBefore: the first second in which it holds, since 1970.
  ///   - notAfter: the last one.
  package static func selfSigned(
    key: PrivateKey, commonName: String, hostNames: [String], ipAddresses: [String],
    notBefore: Int64, notAfter: Int64
  ) throws(TLSError) -> Certificate {
    let operation = "new certificate"
    guard let names = unsafe ctls_names_new() else { throw TLSError(operation) }
    defer { unsafe ctls_names_free(names) }
    for host in hostNames {
      let isPlain = !host.isEmpty && host.utf8.allSatisfy { 0x21...0x7e ~= $0 }
      guard isPlain, unsafe ctls_names_add_host(names, host) else {
        throw TLSError("\(operation) for host \(host.debugDescription)")
      }
    }
    for address in ipAddresses {
      guard unsafe ctls_names_add_address(names, address) else {
        throw TLSError("\(operation) for address \(address.debugDescription)")
      }
    }
    let made = unsafe ctls_certificate_new(key.handle, commonName, names, notBefore, notAfter)
    guard let made = unsafe made else { throw TLSError(operation) }
    return try unsafe Certificate(takingOwnership: [made], named: operation)
  }

  /// `name` is what an error calls it.
  convenience init(pem: [UInt8], named name: String) throws(TLSError) {
    var chain: [OpaquePointer] = unsafe []
    unsafe PEM.read(pem) { bio -> Void? in
      while let next = unsafe PEM_read_bio_X509(bio, nil, nil, nil) { unsafe chain.append(next) }
    }
    // Its end leaves "no start line" in the queue; without a certificate that is all there is to say.
    ERR_clear_error()
    guard unsafe !chain.isEmpty else { throw TLSError(name, kind: .certificateFile(.notACertificate)) }
    try unsafe self.init(takingOwnership: chain, named: name)
  }

  private init(takingOwnership chain: [OpaquePointer], named name: String) throws(TLSError) {
    let leaf = unsafe chain[0]
    var notBefore: Int64 = 0
    var notAfter: Int64 = 0
    guard let pin = unsafe PublicKeyPin({ unsafe ctls_certificate_pin(leaf, $0) }),
      unsafe ctls_time(X509_get0_notBefore(leaf), &notBefore),
      unsafe ctls_time(X509_get0_notAfter(leaf), &notAfter)
    else {
      unsafe chain.forEach { unsafe X509_free($0) }
      throw TLSError(name)
    }
    unsafe handle = leaf
    unsafe intermediates = Array(chain.dropFirst())
    self.pin = pin
    self.notBefore = notBefore
    self.notAfter = notAfter
    names = unsafe Self.names(of: leaf)
  }

  deinit {
    unsafe X509_free(handle)
    unsafe intermediates.forEach { unsafe X509_free($0) }
  }

  /// The certificate and what follows it, in PEM.
  package var pem: [UInt8] {
    unsafe PEM.written { bio in
      unsafe ([handle] + intermediates).allSatisfy { unsafe PEM_write_bio_X509(bio, $0) == 1 }
    }
  }

  private static func names(of certificate: OpaquePointer) -> [String] {
    guard let names = unsafe ctls_certificate_names(certificate) else { return [] }
    defer { unsafe ctls_names_free(names) }
    // 253 bytes are the longest host name (RFC 1035, 2.3.4).
    var buffer = [CChar](repeating: 0, count: 256)
    return unsafe (0..<ctls_names_count(names)).compactMap { index in
      let length = unsafe ctls_names_text(names, index, &buffer, buffer.count)
      guard length > 0 else { return nil }
      return String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
  }
}
