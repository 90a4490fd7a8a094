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
}
