import TLS
import Wire

// What a line of input means, and the questions that it answers.
extension Dialogue {
  mutating func takeText(_ line: InputLines.Line) {
    switch line {
    case .tooLong: show(transcript.take(.refused(code: Refusal.tooLong.rawValue, words: ""), at: wall))
    case .line(let bytes):
      // Nobody answers an empty line.
      guard !bytes.isEmpty else { return }
      if let command = HideCommand(bytes) { return obey(command) }
      if hold(bytes) { return judgeHeld() }
      let line = give(bytes)
      transcript.give(line)
      if line.kind == .leave {
        isLeaving = true
        connection = .stopping
      }
    }
  }

  /// Gives the link a line.
  mutating func give(_ bytes: [UInt8]) -> OutgoingLine {
    let line = OutgoingLine(bytes, id: nextID)
    nextID += 1
    commands.append(.say(line))
    return line
  }

  mutating func takeName(_ line: InputLines.Line) {
    let typed: String
    switch line {
    case .tooLong: typed = ""
    case .line(let bytes):
      typed = Self.trimmed(String(decoding: bytes, as: UTF8.self))
      if typed.isEmpty {
        if input != .pipe { prompt(transcript.wording.namePrompt) }
        return
      }
    }
    // Not left to the server: three refusals close the connection, and a line that is no name may be a
    // command.
    guard let name = try? Name(typed) else {
      let refusal = ClientEvent.nameRefused(name: typed, code: Refusal.nameMalformed.rawValue, words: "")
      tell(refusal)
      follow(refusal)
      if input != .pipe { return askName() }
      // The lines after it are no names.
      isLeaving = true
      return commands.append(.stop(.nameRefused))
    }
    if input == .pipe {
      question = .line
    } else {
      question = .nothing
      connection = .connecting
    }
    commands.append(.name(name))
  }

  mutating func takeAnswer(_ line: InputLines.Line, _ pin: PublicKeyPin) {
    question = .nothing
    guard Self.isYes(line) else {
      sayLast([transcript.wording.notTrusted])
      return commands.append(.stop(.untrusted))
    }
    keep(pin)
  }

  mutating func judge(_ pin: PublicKeyPin) {
    let wording = transcript.wording
    switch trust.judge(pin) {
    case .ask:
      tell(words: wording.firstContact(trust.address, pin))
      prompt(wording.trustPrompt)
      question = .trust(pin)
    case .keep: keep(pin)
    case .refuse:
      sayLast(wording.untrusted(trust.address, pin))
      commands.append(.stop(.untrusted))
    case .mismatch(let expected, let firstSeen):
      sayLast(wording.mismatch(trust.address, pin, expected: expected, firstSeen: firstSeen))
      commands.append(.stop(.untrusted))
    }
  }

  private mutating func keep(_ pin: PublicKeyPin) {
    do throws(KnownServersError) {
      try trust.keep(pin, on: Day(milliseconds: wall))
    } catch {
      sayLast([transcript.wording.knownServers(error)])
      return commands.append(.stop(.untrusted))
    }
    tell(words: [transcript.wording.trusted(trust.address)])
    commands.append(.trust(trust.pins))
  }

  /// Asks for a name, unless there can be no answer any more.
  mutating func askName() {
    guard !hasInputEnded else { return commands.append(.stop(.nameRefused)) }
    question = .name
    if !isLeaving { connection = .naming }
    prompt(transcript.wording.namePrompt)
  }

  /// Asks on a plain terminal. A screen shows `question` as it likes.
  mutating func prompt(_ words: String) {
    if input != .screen { diagnostics.append(Sanitizer.displaySafe(words)) }
  }

  static func isYes(_ line: InputLines.Line) -> Bool {
    guard case .line(let bytes) = line else { return false }
    return Wording.isYes(trimmed(String(decoding: bytes, as: UTF8.self)))
  }

  /// `text` without the blanks around it.
  package static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
