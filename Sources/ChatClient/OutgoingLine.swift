import Wire

/// A line that a person typed, ready to be sent.
package struct OutgoingLine: Sendable, Equatable {
  /// What its answer means to us.
  enum Kind: Sendable, Equatable {
    case leave, history, help
    /// `#historico N antes SEQ` of our own accord.
    case older
    case whisper(to: String)
    case other
    /// It must not be sent: the server would take bytes that are no text for an offence, and end the session.
    /// This is what it would certainly answer.
    case refused(Refusal)
  }

  /// As typed.
  package let typed: [UInt8]
  /// The number that its maker gives it, and that its `ClientEvent.answered` has; nil for what is of our
  /// own accord, of whose answer nobody is told.
  package let id: Int?
  /// As it follows the number.
  let escaped: [UInt8]
  let kind: Kind

  /// Any bytes; not none, which would have no answer.
  package init(_ typed: [UInt8], id: Int) {
    self.typed = typed
    self.id = id
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
    case .help: kind = .help
    case .whisper(let name, _): kind = .whisper(to: name.description)
    default: kind = .other
    }
  }

  /// `#sair`, of our own accord.
  static let leave = OutgoingLine(command: .leave, kind: .leave)

  /// `#quem`, of our own accord.
  static let who = OutgoingLine(command: .who, kind: .other)

  /// `#historico`, of our own accord: so many messages that are older than that number.
  static func older(_ count: Int, before sequence: UInt64) -> OutgoingLine {
    OutgoingLine(
      command: .history, " \(count) \(Command.before(in: .portuguese)) \(sequence)", kind: .older)
  }

  private init(command: Command, _ arguments: String = "", kind: Kind) {
    typed = Array((command.name(in: .portuguese) + arguments).utf8)
    id = nil
    escaped = typed
    self.kind = kind
  }
}

extension OutgoingLine {
  /// The lines as typed, not fit to be shown.
  var typedLines: [String] { Transcript.split(String(decoding: typed, as: UTF8.self)) }

  /// What the line is to others, from us under `name`, not fit to be shown: without the marks of a text that
  /// the server would take, as typed where it would not.
  func content(from name: String) -> TranscriptEntry.Content {
    switch try? ClientLine.parse(escaped, stage: .chatting, dialect: .numbered) {
    case .say(let text): return .message(from: name, body: Self.lines(text))
    case .whisper(let addressee, let text):
      return .whisper(from: name, to: addressee.description, body: Self.lines(text))
    default:
      break
    }
    if let (addressee, text) = addressed {
      return .whisper(from: name, to: addressee, body: Transcript.split(text))
    }
    let isCommand = typed.first == UInt8(ascii: "#") && typed.dropFirst().first != UInt8(ascii: "#")
    return isCommand ? .command(typedLines) : .message(from: name, body: typedLines)
  }

  /// The addressee and the text of what was meant for one person, however wrong the text.
  private var addressed: (name: String, text: String)? {
    let line = String(decoding: typed, as: UTF8.self)
    guard line.hasPrefix("@"), let blank = line.firstIndex(where: \.isWhitespace),
      let name = try? Name(String(line[line.index(after: line.startIndex)..<blank]))
    else { return nil }
    return (name.description, String(line[line.index(after: blank)...]))
  }

  private static func lines(_ text: Text) -> [String] {
    Transcript.split(String(decoding: text.bytes, as: UTF8.self))
  }
}
