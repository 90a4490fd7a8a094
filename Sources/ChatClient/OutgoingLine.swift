import Wire

/// A line that a person typed, ready to be sent.
package struct OutgoingLine: Sendable, Equatable {
  /// What its answer means to us.
  enum Kind: Sendable, Equatable {
    case leave, history
    case whisper(to: String)
    case other
    /// It must not be sent: the server would take bytes that are no text for an offence, and end the session.
    /// This is what it would certainly answer.
    case refused(Refusal)
  }

  /// As typed.
  package let typed: [UInt8]
  /// As it follows the number.
  let escaped: [UInt8]
  let kind: Kind
  /// Whether it was given to the link, which tells of its answer; not so `#sair` of our own accord.
  let isGiven: Bool

  /// Any bytes; not none, which would have no answer.
  package init(_ typed: [UInt8]) {
    self.typed = typed
    isGiven = true
    guard typed.count <= InputLines.maximumBytes else {
      escaped = []
      kind = .refused(.tooLong)
      return
    }
    guard !typed.contains(0), (try? UTF8Span(validating: typed.span)) != nil else {
      escaped = []
      kind = .refused(.notAllowed)
      return
    }
    escaped = LineEscape.escape(typed)
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
