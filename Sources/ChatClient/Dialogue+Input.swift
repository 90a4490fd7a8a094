import TLS
import Wire

// What a line of input means, and the questions that it answers.
extension Dialogue {
  mutating func hurry(at now: Int64) {
    if isStopping {
      isOutOfTime = true
      exitCode = exitCode ?? ClientEnd.left.exitCode
    }
    isStopping = true
    deadline = now + Self.stopMilliseconds
    commands.append(.stop(.left))
  }

  mutating func takeText(_ line: InputLines.Line) {
    switch line {
    case .tooLong: output += transcript.take(.refused(code: Refusal.tooLong.rawValue, words: ""))
    case .line(let bytes):
      // Nobody answers an empty line.
      guard !bytes.isEmpty else { return }
      unanswered += 1
      let line = OutgoingLine(bytes)
      commands.append(.say(line))
      if line.kind == .leave { isLeaving = true }
    }
  }

  mutating func takeName(_ line: InputLines.Line) {
    let typed: String
    switch line {
    case .tooLong: typed = ""
    case .line(let bytes):
      typed = Self.trimmed(String(decoding: bytes, as: UTF8.self))
      if typed.isEmpty {
        if input == .terminal { prompt(transcript.wording.namePrompt) }
        return
      }
    }
    // Not left to the server: three refusals close the connection, and a line that is no name may be a
    // command.
    guard let name = try? Name(typed) else {
      for line in transcript.take(
        .nameRefused(name: typed, code: Refusal.nameMalformed.rawValue, words: ""))
      { show(line) }
      if input == .terminal { return askName() }
      // The lines after it are no names.
      isLeaving = true
      return commands.append(.stop(.nameRefused))
    }
    if input == .terminal { asking = .nothing } else { asking = .line }
    commands.append(.name(name))
  }

  mutating func takeAnswer(_ line: InputLines.Line, _ pin: PublicKeyPin, _ day: Day) {
    asking = .nothing
    guard case .line(let bytes) = line,
      Wording.isYes(Self.trimmed(String(decoding: bytes, as: UTF8.self)))
    else {
      say(transcript.wording.notTrusted)
      return commands.append(.stop(.untrusted))
    }
    keep(pin, on: day)
  }

  mutating func judge(_ pin: PublicKeyPin, on day: Day) {
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

  /// Asks for a name, unless there can be no answer any more.
  mutating func askName() {
    guard !hasInputEnded else { return commands.append(.stop(.nameRefused)) }
    asking = .name
    prompt(transcript.wording.namePrompt)
  }

  mutating func show(_ line: TranscriptLine) {
    if line.kind == .state { diagnostics.append(line.text + "\n") } else { output.append(line) }
  }

  mutating func say(_ words: String) {
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
