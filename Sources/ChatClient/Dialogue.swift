import Reactor
import TLS
import Wire

/// What papo says and does line by line, in a pipe or on a plain terminal: the questions, the name, the
/// lines, the end. Pure but for the known servers: input, events and signals go in; lines to show, commands
/// for the link and the exit code come out.
package struct Dialogue {
  /// How long a signal, or an output that nobody reads, leaves for saying goodbye, in milliseconds.
  package static let leaveMilliseconds: Int64 = 1_500

  /// How long the link then has to tell what was not answered.
  package static let stopMilliseconds: Int64 = 500

  /// Who gives the input.
  package enum Input: Sendable {
    /// A person, who can be asked.
    case terminal
    /// A pipe or a file, whose first line is the name where none was given.
    case pipe
  }

  /// What the next line of input is.
  enum Asking: Equatable {
    case nothing, name, line
    case trust(PublicKeyPin, Day)
  }

  let input: Input
  var trust: Trust
  var transcript: Transcript
  var asking: Asking
  var unanswered = 0
  var isLeaving = false
  var isStopping = false
  var isNameNeeded = false
  var hasInputEnded = false

  /// Lines for standard output.
  package internal(set) var output: [TranscriptLine] = []

  /// What is for the person and not for a pipe, for standard error: whole lines, and prompts without an end.
  package internal(set) var diagnostics: [String] = []

  /// What the link is to do.
  package internal(set) var commands: [LinkCommand] = []

  /// Set when all is over, once `output` has been written.
  package internal(set) var exitCode: Int32?

  /// Whether the link has told its end, so that its thread can be joined.
  package internal(set) var hasEnded = false

  /// Whether nothing is waited for any more, the reader of `output` included.
  package internal(set) var isOutOfTime = false

  /// When to give up waiting for the end, in milliseconds of the clock that never goes back.
  package internal(set) var deadline: Int64?

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
      // In a pipe whoever answers is heard first: that nobody does is the better reason.
      if input == .terminal { leave(at: now) } else if isNameNeeded { commands.append(.stop(.nameRefused)) }
    }
    if input == .terminal { diagnostics.append("\n") }
  }

  /// A signal came, or nobody reads our output any more. The second one does not wait for a goodbye, the
  /// third for nothing.
  package mutating func leave(at now: Int64) {
    isLeaving = true
    if deadline != nil { return hurry(at: now) }
    deadline = now + Self.leaveMilliseconds
    commands.append(.leaveNow)
  }

  /// The time goes by.
  package mutating func tick(at now: Int64) {
    if let deadline, now >= deadline { hurry(at: now) }
  }

  /// Takes an event of the link's, which `day` is the day of.
  package mutating func take(_ event: ClientEvent, on day: Day) {
    for line in transcript.take(event) { show(line) }
    switch event {
    case .answered: unanswered -= 1
    case .nameNeeded:
      isNameNeeded = true
      switch (input, asking) {
      case (.terminal, .nothing), (.terminal, .line): askName()
      case (.pipe, .name): if hasInputEnded { commands.append(.stop(.nameRefused)) }
      default: break
      }
    case .nameRefused: if input == .terminal { askName() }
    // It stands behind the question now, which is asked again.
    case .offence: if input == .terminal && asking == .name { askName() }
    case .entered, .resumed: if asking == .nothing { asking = .line }
    case .keyShown(let pin): judge(pin, on: day)
    case .ended(let end):
      hasEnded = true
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
