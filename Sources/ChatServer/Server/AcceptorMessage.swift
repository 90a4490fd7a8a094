import Reactor

/// What the I/O threads tell the acceptor.
enum AcceptorMessage: Sendable {
  /// A connection with a place has shaken hands.
  case shookHands(IPAddress)
  /// It has entered.
  case entered(IPAddress)
  /// A connection from this address, which had come as far as `Place`, has ended, with what it is to be
  /// penalised for.
  case ended(IPAddress, Place, Misdeed?)
}
