import Wire

/// A line that a person typed, ready to be sent.
struct OutgoingLine: Sendable, Equatable {
  /// What its answer means to us.
  enum Kind: Sendable, Equatable {
    case leave, history
    case whisper(to: String)
    case other
  }

  /// As typed.
  let typed: [UInt8]
  /// As it follows the number.
  let escaped: [UInt8]
  let kind: Kind
  /// Whether it was given to the link, which tells of its answer; not so `#sair` of our own accord.
  let isGiven: Bool

  /// Throws what the server would certainly answer, for what must not be sent: it would take bytes that are
  /// no text for an offence, and end the session.
  init(_ typed: [UInt8]) throws(Refusal) {
    guard typed.count <= InputLines.maximumBytes else { throw .tooLong }
    guard !typed.contains(0), (try? UTF8Span(validating: typed.span)) != nil else { throw .notAllowed }
    self.typed = typed
    escaped = LineEscape.escape(typed)
    isGiven = true
    switch try? ClientLine.parse(escaped, stage: .chatting, dialect: .numbered) {
    case .leave: kind = .leave
    case .history: kind = .history
    case .whisper(let name, _): kind = .whisper(to: name.description)
    default: kind = .other
    }
  }

  /// `#sair`, of our own accord.
  static let leave = OutgoingLine(command: .leave, kind: .leave)

  private init(command: Command, kind: Kind) {
    typed = Array(command.name(in: .portuguese).utf8)
    escaped = typed
    self.kind = kind
    isGiven = false
  }
}
