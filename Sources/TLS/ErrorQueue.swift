import CTLS

extension TLSError {
  /// Takes this thread's error queue, whole, and leaves it empty.
  ///
  /// - Parameter presented: the key that a peer showed, for the case that it was refused.
  init(_ operation: String, errno: Int32 = 0, presented: PublicKeyPin? = nil) {
    var kind = Kind.other
    var reasons: [String] = []
    while true {
      var data: UnsafePointer<CChar>?
      var flags: Int32 = 0
      let code = unsafe ERR_get_error_all(nil, nil, nil, &data, &flags)
      if code == 0 { break }
      // The cause stands first, so the first code that means something to us decides.
      if kind == .other { kind = Kind(code, presented: presented) }
      let detail = unsafe flags & ERR_TXT_STRING != 0 ? data.map { unsafe String(cString: $0) } : nil
      reasons.append(Self.words(for: code, detail: detail ?? ""))
    }
    self.init(operation, kind: kind, reasons: reasons, errno: errno)
  }

  private static func words(for code: UInt, detail: String) -> String {
    let reason = unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) }
    guard let reason else { return detail.isEmpty ? "error \(code)" : detail }
    return detail.isEmpty ? reason : "\(reason): \(detail)"
  }
}

extension TLSError.Kind {
  /// OpenSSL's reason for a fatal alert that came is the alert's number and this (ssl/ssl_err.c,
  /// SSL_AD_REASON_OFFSET in ssl.h).
  private static let alertOffset = 1000

  fileprivate init(_ code: UInt, presented: PublicKeyPin?) {
    let library = Int32(ERR_GET_LIB(code))
    let reason = Int32(ERR_GET_REASON(code))
    switch (library, reason) {
    case (ERR_LIB_USER, CTLS_REASON_TOO_MANY_KEY_UPDATES):
      self = .tooManyKeyUpdates
    case (ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED):
      self = presented.map { .certificateRejected(presented: $0) } ?? .other
    case (ERR_LIB_SSL, SSL_R_NO_APPLICATION_PROTOCOL):
      self = .noApplicationProtocol
    case (ERR_LIB_SSL, SSL_R_UNSUPPORTED_PROTOCOL), (ERR_LIB_SSL, SSL_R_VERSION_TOO_LOW),
      (ERR_LIB_SSL, SSL_R_WRONG_SSL_VERSION), (ERR_LIB_SSL, SSL_R_NO_PROTOCOLS_AVAILABLE):
      self = .protocolVersion
    case (ERR_LIB_SSL, SSL_R_HTTP_REQUEST), (ERR_LIB_SSL, SSL_R_HTTPS_PROXY_REQUEST),
      (ERR_LIB_SSL, SSL_R_WRONG_VERSION_NUMBER):
      self = .notTLS
    case (ERR_LIB_SSL, let reason):
      self = UInt8(exactly: Int(reason) - Self.alertOffset).map(Self.init(alert:)) ?? .other
    default:
      self = .other
    }
  }

  private init(alert: UInt8) {
    switch Int32(alert) {
    case SSL_AD_PROTOCOL_VERSION: self = .protocolVersion
    case SSL_AD_NO_APPLICATION_PROTOCOL: self = .noApplicationProtocol
    default: self = .alert(alert)
    }
  }
}
