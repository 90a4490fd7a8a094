import Wire

/// A line that is fit to be shown: whatever came in, no control character, escape sequence or bidirectional
/// override is left in it, and it is one line.
package struct TranscriptLine: Sendable, Equatable {
  /// What the line is.
  package enum Kind: Sendable {
    /// What somebody said to all.
    case message
    /// What somebody said to us alone, or we to somebody.
    case privateMessage
    /// What happened in the room.
    case notice
    /// What was not accepted, or did not arrive.
    case refusal
    /// The state of the connection and the like: not the room's, so in a pipe not on standard output.
    case state
  }

  /// What the line is.
  package let kind: Kind

  /// The whole line as plain text, its marks included.
  package let text: String

  /// When the server had it, in milliseconds since 1970; nil where the line is our own.
  package let milliseconds: Int64?

  /// Whether it is an answer to `#historico`.
  package let isOld: Bool

  /// A line with this text, made fit.
  package init(_ kind: Kind, _ text: String, milliseconds: Int64? = nil, isOld: Bool = false) {
    self.kind = kind
    self.text = Sanitizer.displaySafe(text)
    self.milliseconds = milliseconds
    self.isOld = isOld
  }
}
