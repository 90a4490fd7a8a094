import CTLS

/// What all connections of one role share: the settings, the own key, and whom to trust. It never changes
/// once it is made; a reload makes a new one and hands that to the connections to come.
@safe package final class TLSContext: Sendable {
  nonisolated(unsafe) let handle: OpaquePointer

  /// - Throws: `TLSError` where OpenSSL takes something in the configuration amiss, a key that is too weak
  ///   for security level 2 for example.
  package init(_ configuration: TLSConfiguration) throws(TLSError) {
    let pins = configuration.trustedPins.flatMap(\.bytes)
    let protocols = configuration.applicationProtocols.flatMap { name in
      precondition(1...255 ~= name.utf8.count, "an ALPN name has 1 to 255 bytes (RFC 7301, 3.1)")
      return [UInt8(name.utf8.count)] + name.utf8
    }
    let credentials = configuration.credentials
    precondition(credentials != nil || configuration.role == .client, "a server needs a certificate")
    let made = unsafe pins.withUnsafeBufferPointer { pins in
      unsafe protocols.withUnsafeBufferPointer { protocols in
        var settings = unsafe ctls_settings(
          server: configuration.role == .server,
          minimum_version: configuration.minimumVersion.rawValue,
          maximum_version: configuration.maximumVersion.rawValue,
          accepts_any_key: configuration.dangerouslyAcceptsAnyKey,
          pins: pins.baseAddress, pin_count: pins.count / PublicKeyPin.byteCount,
          messages_per_minute: UInt16(clamping: configuration.keyUpdatesPerMinute),
          protocols: protocols.baseAddress, protocols_length: protocols.count,
          certificate: credentials?.certificate.handle, key: credentials?.key.handle)
        return unsafe ctls_context_new(&settings)
      }
    }
    guard let made = unsafe made else { throw TLSError("context") }
    unsafe handle = made
    let intermediates = unsafe credentials?.certificate.intermediates ?? []
    guard unsafe intermediates.allSatisfy({ unsafe ctls_context_add_intermediate(made, $0) }) else {
      throw TLSError("context")
    }
  }

  /// The context of papod: `papo/1` or no ALPN at all.
  package static func server(_ credentials: Credentials) throws(TLSError) -> TLSContext {
    try TLSContext(.server(credentials))
  }

  /// The context of papo: it offers `papo/1`, insists on it, and takes none but a server with one of `pins`.
  ///
  /// Without pins every handshake is refused, before a byte of the application could leave; the key that the
  /// server showed is then in the error and in the connection's `peerPin`.
  ///
  /// - Parameter identity: the person's own key, shown to servers that ask for one.
  package static func client(
    trusting pins: [PublicKeyPin], identity: Credentials? = nil
  ) throws(TLSError) -> TLSContext {
    try TLSContext(.client(trusting: pins, identity: identity))
  }

  deinit {
    unsafe ctls_context_free(handle)
  }

  /// The library at run time, "OpenSSL 3.0.22 25 Aug 2026".
  package static let openSSLVersion = unsafe String(cString: OpenSSL_version(OPENSSL_VERSION))

  /// Whether the library is older than 3.0.21: there a half-open handshake costs 150 kB.
  package static var isOpenSSLOutdated: Bool {
    // 0xMNN00PP0, OPENSSL_VERSION_NUMBER(3).
    OpenSSL_version_num() < 0x3000_0150
  }
}
