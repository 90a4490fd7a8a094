import TLS
import Wire

/// What the main thread asks of the link.
package enum LinkCommand: Sendable {
  /// Send this line; one `ClientEvent.answered` will follow.
  case say(OutgoingLine)
  /// Enter under this name, where one is wanted.
  case name(Name)
  /// The server is trusted by these keys: connect again.
  case trust([PublicKeyPin])
  /// Ask for older messages (`Conversation.askOlder`).
  case older
  /// Leave as soon as every line is answered.
  case leaveWhenAnswered
  /// Leave without waiting for answers.
  case leaveNow
  /// This is the end.
  case stop(ClientEnd)
}
