import TLS
import Wire

/// What the main thread asks of the link.
package enum LinkCommand: Sendable {
  /// Send this line; one `ClientEvent.answered` will follow.
  case say(OutgoingLine)
  /// Enter under this name, where one is wanted.
  case name(Name)
  /// These are the servers, in the order in which they are to be tried, and the keys by which they are
  /// trusted. Where one has shown a key, connect to it again; where the one that we are with is gone, leave
  /// it.
  case trust([LinkNode])
  /// The key that the server at this address has shown is not trusted: go on with the next server.
  case passOver(Address, PublicKeyPin)
  /// Ask for older messages (`Conversation.askOlder`).
  case older
  /// Leave as soon as every line is answered.
  case leaveWhenAnswered
  /// Leave without waiting for answers.
  case leaveNow
  /// This is the end.
  case stop(ClientEnd)
}
