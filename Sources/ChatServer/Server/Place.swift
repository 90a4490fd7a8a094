/// What a connection occupies, as the acceptor counts.
enum Place: Sendable {
  /// A place, and a handshake under way.
  case handshaking
  /// A place; the handshake is over, and no name was accepted.
  case unnamed
  /// A place; it has entered.
  case named
  /// None: it is kept only to be told so.
  case surplus
}
