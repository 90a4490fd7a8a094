import Reactor
import TLS
import Wire

/// What papo says and does line by line, in a pipe or on a plain terminal: the questions, the name, the lines, the
/// end. Pure but for the known servers: input, events and signals go in; lines to show, commands for the link and
/// the exit code come out.
package struct Dialogue {
  /// How long a signal, or an output that nobody reads, leaves for saying goodbye, in milliseconds.
  package static let leaveMilliseconds: Int64 = 2_000

  /// Who gives the input.
  package enum Input: Sendable {
    /// A person, who can be asked.
    case terminal
    /// A pipe or a file, whose first line is the name where none was given.
    case pipe
  }

  /// What the next line of input is.
  private enum Asking: Equatable {
    case nothing, name, line
    case trust(PublicKeyPin, Day)
  }

  private let input: Input
  private var trust: Trust
  private var transcript: Transcript
  private var asking: Asking
  private var unanswered = 0
  private var isLeaving = false
  private var hasInputEnded = false

  /// Lines for standard output.
  package private(set) var output: [TranscriptLine] = []

  /// What is for the person and not for a pipe, for standard error: whole lines, and prompts without an end.
  package private(set) var diagnostics: [String] = []

  /// What the link is to do.
  package private(set) var commands: [LinkCommand] = []

  /// Set when all is over and everything has been said.
  package private(set) var exitCode: Int32?

  /// When to give up waiting for the end, in milliseconds of the clock that never goes back.
  package private(set) var deadline: Int64?

  /// - Parameters:
  ///   - input: who gives the lines.
  ///   - hasName: whether the link was given a name.
  package init(_ input: Input, trust: Trust, wording: Wording, hasName: Bool) {
    self.input = input
    self.trust = trust
    transcript = Transcript(wording, maximumLines: 1)
    asking =
      switch input {
      case .terminal: .nothing
      case .pipe: hasName ? .line : .name
      }
  }

  /// Whether the next line of input is to be read. In a pipe all is read that may be; on a terminal nothing
  /// before it was asked for.
  package var wantsInput: Bool {
    !isLeaving && !hasInputEnded && exitCode == nil && asking != .nothing
      && unanswered < Link.maximumUnanswered
  }

  /// Takes a line of input.
  package mutating func take(_ line: InputLines.Line) {
    guard !isLeaving, exitCode == nil else { return }
    switch asking {
    case .nothing: break
    case .name: takeName(line)
    case .trust(let pin, let day): takeAnswer(line, pin, day)
    case .line: takeText(line)
    }
  }

  /// The input is at its end.
  package mutating func endInput(at now: Int64) {
    hasInputEnded = true
    guard !isLeaving else { return }
    switch asking {
    case .line, .nothing: commands.append(.leaveWhenAnswered)
    case .trust: commands.append(.stop(.untrusted))
    case .name:
      if case .terminal = input { leave(at: now) } else { commands.append(.stop(.nameRefused)) }
    }
    if case .terminal = input { diagnostics.append("\n") }
  }

  /// A signal came, or nobody reads our output any more. The second time is the end.
  package mutating func leave(at now: Int64) {
    if deadline != nil { exitCode = exitCode ?? ClientEnd.left.exitCode }
    isLeaving = true
    deadline = deadline ?? now + Self.leaveMilliseconds
    commands.append(.leaveNow)
  }

  /// The time goes by.
  package mutating func tick(at now: Int64) {
    if let deadline, now >= deadline { exitCode = exitCode ?? ClientEnd.left.exitCode }
  }

  /// Takes an event of the link's, which `day` is the day of.
  package mutating func take(_ event: ClientEvent, on day: Day) {
    for line in transcript.take(event) { show(line) }
    switch event {
    case .answered: unanswered -= 1
    case .nameNeeded: if asking == .nothing { askName() }
    case .nameRefused: if case .terminal = input { askName() }
    case .entered, .resumed: if asking == .nothing { asking = .line }
    case .keyShown(let pin): judge(pin, on: day)
    case .ended(let end):
      if let words = transcript.wording.end(end, at: trust.address) { say(words) }
      exitCode = exitCode ?? end.exitCode
    default: break
    }
  }

  /// The lines for standard output since the last call.
  package mutating func takeOutput() -> [TranscriptLine] {
    defer { output.removeAll() }
    return output
  }

  /// The pieces for standard error since the last call.
  package mutating func takeDiagnostics() -> [String] {
    defer { diagnostics.removeAll() }
    return diagnostics
  }

  /// The commands for the link since the last call.
  package mutating func takeCommands() -> [LinkCommand] {
    defer { commands.removeAll() }
    return commands
  }
}

extension Dialogue {
  private mutating func takeText(_ line: InputLines.Line) {
    switch line {
    case .tooLong: output += transcript.take(.refused(code: Refusal.tooLong.rawValue, words: ""))
    case .line(let bytes):
      // Nobody answers an empty line.
      guard !bytes.isEmpty else { return }
      unanswered += 1
      commands.append(.say(bytes))
      let escaped = LineEscape.escape(bytes)
      if (try? ClientLine.parse(escaped, stage: .chatting, dialect: .numbered)) == .leave { isLeaving = true }
    }
  }

  private mutating func takeName(_ line: InputLines.Line) {
    let typed: String
    switch line {
    case .tooLong: typed = ""
    case .line(let bytes):
      typed = Self.trimmed(String(decoding: bytes, as: UTF8.self))
      if typed.isEmpty {
        if case .terminal = input { prompt(transcript.wording.namePrompt) }
        return
      }
    }
    // Not left to the server: three refusals close the connection, and a line that is no name may be a command.
    guard let name = try? Name(typed) else {
      for line in transcript.take(
        .nameRefused(name: typed, code: Refusal.nameMalformed.rawValue, words: ""))
      { show(line) }
      if case .terminal = input { askName() } else { commands.append(.stop(.nameRefused)) }
      return
    }
    if case .terminal = input { asking = .nothing } else { asking = .line }
    commands.append(.name(name))
  }

  private mutating func takeAnswer(_ line: InputLines.Line, _ pin: PublicKeyPin, _ day: Day) {
    asking = .nothing
    guard case .line(let bytes) = line,
      Wording.isYes(Self.trimmed(String(decoding: bytes, as: UTF8.self)))
    else { return commands.append(.stop(.untrusted)) }
    keep(pin, on: day)
  }

  private mutating func judge(_ pin: PublicKeyPin, on day: Day) {
    let wording = transcript.wording
    switch trust.judge(pin) {
    case .ask:
      wording.firstContact(trust.address, pin).forEach { say($0) }
      prompt(wording.trustPrompt)
      asking = .trust(pin, day)
    case .keep: keep(pin, on: day)
    case .refuse:
      wording.untrusted(trust.address, pin).forEach { say($0) }
      commands.append(.stop(.untrusted))
    case .mismatch(let expected, let firstSeen):
      wording.mismatch(trust.address, pin, expected: expected, firstSeen: firstSeen).forEach { say($0) }
      commands.append(.stop(.untrusted))
    }
  }

  private mutating func keep(_ pin: PublicKeyPin, on day: Day) {
    do throws(KnownServersError) {
      try trust.keep(pin, on: day)
    } catch {
      say(transcript.wording.knownServers(error))
      return commands.append(.stop(.untrusted))
    }
    say(transcript.wording.trusted(trust.address))
    commands.append(.trust(trust.pins))
  }

  private mutating func askName() {
    asking = .name
    prompt(transcript.wording.namePrompt)
  }

  private mutating func show(_ line: TranscriptLine) {
    if line.kind == .state { diagnostics.append(line.text + "\n") } else { output.append(line) }
  }

  private mutating func say(_ words: String) {
    show(TranscriptLine(.state, words))
  }

  private mutating func prompt(_ words: String) {
    diagnostics.append(Sanitizer.displaySafe(words))
  }

  /// `text` without the blanks around it.
  package static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
