/// What ends a connection: one `!` line, and it is removed.
package enum Offence: String, Error, Sendable, CaseIterable {
  /// More than `LineDecoder.maximumLineBytes` without an end.
  case lineTooLong
  /// A byte 0.
  case nul
  /// A line that is no UTF-8.
  case invalidUTF8
  /// An HTTP request in place of a name.
  case httpRequest
  /// An error within TLS. Wire never finds it; it is here so that all offences are one type.
  case tls
  /// A line of the numbered dialect without a number: there is nothing that an answer could refer to.
  case unnumbered
}
