/// What became of a line that we gave to the link.
package enum Fate: Sendable, Equatable {
  /// It is in the journal, or the command was answered.
  case accepted
  /// It was not accepted. The code is a `Refusal`'s, or what a later server calls it. The words are the
  /// server's in a `ClientEvent` and ours, fit to be shown, in a `TranscriptEntry`.
  case refused(code: String, words: String)
  /// It was never sent, and will not be.
  case unsent
  /// It was sent and never answered, and will not be sent again: it may have arrived or not.
  case unsettled
}
