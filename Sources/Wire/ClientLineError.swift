/// Why a client's line is not accepted.
package enum ClientLineError: Error, Equatable, Sendable {
  /// A `!` line, and nothing else happens.
  case mistake(Refusal)
  /// A `!` line, and the connection is removed.
  case offence(Offence)
}
