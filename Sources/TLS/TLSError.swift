/// Why something failed that has to do with TLS, keys or certificates. Never holds a byte that was sent.
package struct TLSError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What failed, as far as a program wants to tell the cases apart.
  package enum Kind: Equatable, Sendable {
    /// The server's key is none of the pinned ones. The key that it showed.
    case certificateRejected(presented: PublicKeyPin)
    /// The two ends know no common ALPN protocol (alert 120, sent or received).
    case noApplicationProtocol
    /// The two ends know no common version of TLS (alert 70, sent or received).
    case protocolVersion
    /// What the peer sent is no TLS: a line of text, an HTTP request.
    case notTLS
    /// The peer broke the handshake or the connection off with this fatal alert (RFC 8446, 6.2).
    case alert(UInt8)
    /// More than 8 KeyUpdates in a minute.
    case tooManyKeyUpdates
    /// A private key's file, and what is wrong with it.
    case keyFile(FileProblem)
    /// A certificate's file, or the folder that it is to be written to, and what is wrong with it.
    case certificateFile(FileProblem)
    /// A key and a certificate that do not belong together.
    case keyMismatch
    /// Everything else: `reasons` and `errno` say it.
    case other
  }

  /// What was tried: "handshake", "private key /etc/papo/server.key".
  package let operation: String

  /// What failed.
  package let kind: Kind

  /// OpenSSL's whole error stack, the cause first.
  package let reasons: [String]

  /// The system's error number, 0 where no system call failed.
  package let errno: Int32

  /// An error that OpenSSL has no part in.
  package init(_ operation: String, kind: Kind, errno: Int32 = 0) {
    self.init(operation, kind: kind, reasons: [], errno: errno)
  }

  init(_ operation: String, kind: Kind, reasons: [String], errno: Int32) {
    self.operation = operation
    self.kind = kind
    self.reasons = reasons
    self.errno = errno
  }

  /// One line: the operation, what is wrong, and the stack in parentheses.
  package var description: String {
    var details = reasons
    if errno != 0 { details.append(SystemMessage.text(of: errno)) }
    guard let words = kind.words else { return ([operation] + details).joined(separator: ": ") }
    let detail = details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"
    return "\(operation): \(words)\(detail)"
  }
}

extension TLSError.Kind {
  var words: String? {
    switch self {
    case .certificateRejected(let pin): "the server's key is not the expected one, it showed \(pin)"
    case .noApplicationProtocol: "no common application protocol"
    case .protocolVersion: "no common version of TLS"
    case .notTLS: "what came was not TLS"
    case .alert(let number): "the peer refused with alert \(number)"
    case .tooManyKeyUpdates: "too many key updates"
    case .keyFile(let problem), .certificateFile(let problem): problem.description
    case .keyMismatch: "the private key does not belong to the certificate"
    case .other: nil
    }
  }
}
