import Wire

/// Something that happened, fit to be shown: whatever came in, no control character, escape sequence or
/// bidirectional override is left in any of its strings, and each is one line.
package struct TranscriptEntry: Sendable, Equatable {
  /// What happened.
  package enum Content: Sendable, Equatable {
    /// What somebody said to all, line by line.
    case message(from: String, body: [String])
    /// What somebody said to one person alone, line by line.
    case whisper(from: String, to: String, body: [String])
    /// Someone entered.
    case joined(String)
    /// Someone left; no reason where it is not known here.
    case left(String, LeaveReason?)
    /// What else the room has to say: the welcome, the answers to commands.
    case notice(String)
    /// Nothing happened: what stands above it was said before we came, what stands below it since.
    case earlier
    /// What was not accepted, and belongs to no line of ours.
    case refusal(String)
    /// The state of the connection and the like: not the room's, so in a pipe not on standard output.
    case state(String)
    /// A command of ours that was not accepted or not answered, as typed.
    case command([String])
  }

  /// Rises within a transcript.
  package let id: Int

  /// When the server had it, in milliseconds since 1970, by its clock; by ours, and when it came, where the
  /// server does not say.
  package let milliseconds: Int64

  /// Whether it is an answer to `#historico`, or was said before we came.
  package let isOld: Bool

  /// What happened.
  package let content: Content

  /// What became of it, where it is a line of ours that was just answered.
  package let fate: Fate?

  /// The lines as typed, where it is a line of ours that was not accepted or not answered; else none.
  package let typed: [String]

  /// Whether it was said under our name: just now, or long ago.
  package let isOwn: Bool

  /// Whether somebody else said it to us alone.
  package let isToUs: Bool

  /// Whether the name of who said it belonged to a key then; of what we said to one person, that person's.
  package let isKeyed: Bool

  /// Whether it waited for us, and came long after it was said.
  package let isLate: Bool

  /// An entry whose strings are made fit. `ownName` is the name that we bear.
  init(
    id: Int, _ content: Content, milliseconds: Int64, isOld: Bool = false, fate: Fate? = nil,
    typed: [String] = [], isKeyed: Bool = false, isLate: Bool = false, ownName: String
  ) {
    self.id = id
    self.isKeyed = isKeyed
    self.isLate = isLate
    self.content = content.safe
    self.milliseconds = milliseconds
    self.isOld = isOld
    self.fate = fate?.safe
    self.typed = typed.map(Sanitizer.displaySafe)
    switch content {
    case .message(let from, _):
      isOwn = fate != nil || from == ownName
      isToUs = false
    case .whisper(let from, let to, _):
      isOwn = fate != nil || from == ownName
      isToUs = !isOwn && to == ownName
    case .command:
      isOwn = true
      isToUs = false
    default:
      isOwn = false
      isToUs = false
    }
  }

  /// Roughly the memory that its strings take, in bytes.
  var cost: Int {
    let texts = content.strings + typed
    return texts.reduce(64) { $0 + $1.utf8.count + 16 }
  }
}

extension TranscriptEntry.Content {
  /// Who said it, or entered, or left; nil for what no person did.
  package var person: String? {
    switch self {
    case .message(let name, _), .whisper(let name, _, _), .joined(let name), .left(let name, _): name
    case .notice, .earlier, .refusal, .state, .command: nil
    }
  }

  var safe: TranscriptEntry.Content {
    let safe = Sanitizer.displaySafe as (String) -> String
    return switch self {
    case .message(let from, let body): .message(from: safe(from), body: body.map(safe))
    case .whisper(let from, let to, let body):
      .whisper(from: safe(from), to: safe(to), body: body.map(safe))
    case .joined(let name): .joined(safe(name))
    case .left(let name, let reason): .left(safe(name), reason)
    case .notice(let words): .notice(safe(words))
    case .earlier: .earlier
    case .refusal(let words): .refusal(safe(words))
    case .state(let words): .state(safe(words))
    case .command(let lines): .command(lines.map(safe))
    }
  }

  fileprivate var strings: [String] {
    switch self {
    case .message(let from, let body): body + [from]
    case .whisper(let from, let to, let body): body + [from, to]
    case .joined(let text), .left(let text, _), .notice(let text), .refusal(let text), .state(let text):
      [text]
    case .earlier: []
    case .command(let lines): lines
    }
  }
}

extension Fate {
  fileprivate var safe: Fate {
    guard case .refused(let code, let words) = self else { return self }
    return .refused(code: Sanitizer.displaySafe(code), words: Sanitizer.displaySafe(words))
  }
}
