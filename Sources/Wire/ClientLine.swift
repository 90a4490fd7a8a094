/// A line that a client sends, as a value. What is parsed keeps every rule of the protocol that one line can
/// break; who is here, which numbers rise and how fast lines come is the server's to judge.
package enum ClientLine: Sendable, Equatable {
  /// Enter under this name.
  case name(Name)
  /// Take the session of this token (16 bytes) up again, after the line with this sequence number.
  case resume(token: [UInt8], after: UInt64)
  /// Public text, its mark (`##`, `@@`) and escapes taken off.
  case say(Text)
  /// Private text. Indirect, since a line is copied on its way more often than a box costs.
  indirect case whisper(to: Name, Text)
  /// `#sair`
  case leave
  /// `#quem`
  case who
  /// `#historico N`, N from 1 to `maximumHistory`; with `antes SEQ` (1 to `Int64.max`, in the numbered
  /// dialect only), what is older than that sequence number.
  case history(count: Int, before: UInt64? = nil)
  /// `#ajuda`
  case help
  /// `#adotar KEYPIN`; the server says what is a pin.
  case adopt([UInt8])
  /// `#minhas-chaves`
  case keys
  /// `#minhas-chaves name`
  case keysOf(Name)
  /// `#remover KEYPIN`, as `adopt`.
  case remove([UInt8])
  /// `#expulsar name [minutes]`, 0 to `maximumKickMinutes`.
  case kick(Name, minutes: UInt32)
  /// `#banir KEYPIN|ADDRESS`, of at most `maximumSubjectBytes`; the server says what it is.
  case ban([UInt8])
  /// `#perdoar KEYPIN|ADDRESS`, as `ban`.
  case pardon([UInt8])
  /// `?`, which comes without a number (from `parseNumbered` only).
  case ping
  /// An empty line, which is ignored.
  case nothing

  /// Where a connection stands.
  package enum Stage: Sendable {
    /// No name was accepted yet.
    case naming
    /// In the room.
    case chatting
  }

  /// The lines of history where N is left out.
  package static let defaultHistory = 20
  /// The most lines of history.
  package static let maximumHistory = 500
  /// The most minutes for which `#expulsar` keeps somebody out: a week.
  package static let maximumKickMinutes: UInt32 = 10_080
  /// The most bytes of what `#banir` names: a link-local IPv6 address with the name of an interface has 61
  /// (INET6_ADDRSTRLEN, IFNAMSIZ), a key pin 52.
  package static let maximumSubjectBytes = 64
  /// The bytes of a session token: 128 bits, which are 22 characters in base64url.
  package static let tokenBytes = 16

  /// Parses a line from `LineDecoder`; in the numbered dialect, what follows the number.
  package static func parse(
    _ line: [UInt8], stage: Stage, dialect: Dialect
  ) throws(ClientLineError) -> ClientLine {
    try parse(line[...], stage: stage, dialect: dialect)
  }

  /// Parses a line from `LineDecoder`; in the numbered dialect, what follows the number.
  ///
  /// Naming: anything but a name is `nameMalformed`, commands included, except that `#retomar` with anything
  /// wrong behind it is `noSuchSession`, and that an HTTP request is an offence.
  ///
  /// Chatting: an addressee that is no name is `nameMalformed`, `@name` without a text `notAllowed`; a
  /// command with arguments that it does not take, and `#historico` with anything but 1 to 500 and, in the
  /// numbered dialect, `antes SEQ`, are `noSuchCommand`, as are `#adotar` and `#remover` without one word,
  /// `#minhas-chaves` with anything but a name and `#expulsar` with anything but a name and 0 to 10080.
  package static func parse(
    _ line: ArraySlice<UInt8>, stage: Stage, dialect: Dialect
  ) throws(ClientLineError) -> ClientLine {
    guard let first = line.first else { return .nothing }
    switch (stage, first) {
    case (.naming, _): return try parseNaming(line, dialect)
    case (.chatting, .hash) where line.dropFirst().first != .hash: return try parseCommand(line, dialect)
    case (.chatting, .at) where line.dropFirst().first != .at: return try parsePrivate(line, dialect)
    case (.chatting, .hash), (.chatting, .at): return .say(try text(line.dropFirst(), dialect))
    case (.chatting, _):
      let text = try text(line, dialect)
      guard !Blank.hidesMark(in: text.bytes) else { throw .mistake(.notAllowed) }
      return .say(text)
    }
  }
}

extension ClientLine {
  private static func parseNaming(
    _ line: ArraySlice<UInt8>, _ dialect: Dialect
  ) throws(ClientLineError) -> ClientLine {
    let blank = Blank.first(in: line)
    if let blank {
      guard !isHTTPRequest(line) else { throw .offence(.httpRequest) }
      if dialect == .numbered, Command.named(line[..<blank.lowerBound]) == .resume {
        return try parseResume(line[blank.upperBound...])
      }
    }
    if dialect == .numbered, Command.named(line) == .resume { throw .mistake(.noSuchSession) }
    guard blank == nil, let name = try? Name(line) else { throw .mistake(.nameMalformed) }
    return .name(name)
  }

  /// `method SP target SP HTTP/…` (RFC 9112, section 3): three words, the last of which says so.
  private static func isHTTPRequest(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.split(separator: .space, maxSplits: 3, omittingEmptySubsequences: false)
    return words.count == 3 && !words[0].isEmpty && !words[1].isEmpty && words[2].starts(with: "HTTP/".utf8)
  }

  private static func parseResume(_ arguments: ArraySlice<UInt8>) throws(ClientLineError) -> ClientLine {
    let words = arguments.split(separator: .space, maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count == 2, let token = Base64URL.decode(words[0]), token.count == tokenBytes,
      let sequence = Decimal.parse(words[1])
    else { throw .mistake(.noSuchSession) }
    return .resume(token: token, after: sequence)
  }

  private static func parseCommand(
    _ line: ArraySlice<UInt8>, _ dialect: Dialect
  ) throws(ClientLineError) -> ClientLine {
    let blank = Blank.first(in: line)
    let argument = blank.map { Blank.skipped(in: line[$0.upperBound...]) } ?? []
    let command = Command.named(blank.map { line[..<$0.lowerBound] } ?? line)
    switch command {
    case .history: return try parseHistory(words(argument), dialect)
    case .adopt: return .adopt(try word(argument))
    case .remove: return .remove(try word(argument))
    case .kick: return try parseKick(words(argument))
    case .ban: return .ban(try subject(words(argument)))
    case .pardon: return .pardon(try subject(words(argument)))
    case .leave where argument.isEmpty: return .leave
    case .who where argument.isEmpty: return .who
    case .help where argument.isEmpty: return .help
    case .keys where argument.isEmpty: return .keys
    case .keys: return .keysOf(try name(argument))
    case .leave, .who, .help, .resume, nil: throw .mistake(.noSuchCommand)
    }
  }

  private static func word(_ argument: ArraySlice<UInt8>) throws(ClientLineError) -> [UInt8] {
    let words = words(argument)
    guard words.count == 1 else { throw .mistake(.noSuchCommand) }
    return Array(words[0])
  }

  private static func name(_ argument: ArraySlice<UInt8>) throws(ClientLineError) -> Name {
    guard let name = try? Name(try word(argument)) else { throw .mistake(.noSuchCommand) }
    return name
  }

  private static func parseHistory(
    _ words: [ArraySlice<UInt8>], _ dialect: Dialect
  ) throws(ClientLineError) -> ClientLine {
    guard let first = words.first else { return .history(count: defaultHistory) }
    guard let count = Decimal.parse(first), 1...UInt64(maximumHistory) ~= count else {
      throw .mistake(.noSuchCommand)
    }
    if words.count == 1 { return .history(count: Int(count)) }
    // Plain lines have no sequence numbers to ask by.
    guard dialect == .numbered, words.count == 3, Command.isBefore(words[1]),
      let before = Decimal.parse(words[2]), before > 0
    else { throw .mistake(.noSuchCommand) }
    return .history(count: Int(count), before: before)
  }

  private static func parseKick(_ words: [ArraySlice<UInt8>]) throws(ClientLineError) -> ClientLine {
    guard 1...2 ~= words.count, let name = try? Name(words[0]) else { throw .mistake(.noSuchCommand) }
    guard words.count == 2 else { return .kick(name, minutes: 0) }
    guard let minutes = Decimal.parse(words[1]), minutes <= UInt64(maximumKickMinutes) else {
      throw .mistake(.noSuchCommand)
    }
    return .kick(name, minutes: UInt32(minutes))
  }

  private static func subject(_ words: [ArraySlice<UInt8>]) throws(ClientLineError) -> [UInt8] {
    guard words.count == 1, words[0].count <= maximumSubjectBytes else { throw .mistake(.noSuchCommand) }
    return Array(words[0])
  }

  /// The first words between blanks, more than any command takes where there are more.
  private static func words(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var words: [ArraySlice<UInt8>] = []
    var rest = Blank.skipped(in: line)
    while !rest.isEmpty, words.count < 4 {
      let end = Blank.first(in: rest)?.lowerBound ?? rest.endIndex
      words.append(rest[..<end])
      rest = Blank.skipped(in: rest[end...])
    }
    return words
  }

  private static func parsePrivate(
    _ line: ArraySlice<UInt8>, _ dialect: Dialect
  ) throws(ClientLineError) -> ClientLine {
    let blank = Blank.first(in: line)
    guard let name = try? Name(line[line.startIndex + 1..<(blank?.lowerBound ?? line.endIndex)]) else {
      throw .mistake(.nameMalformed)
    }
    guard let blank else { throw .mistake(.notAllowed) }
    return .whisper(to: name, try text(line[blank.upperBound...], dialect))
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ dialect: Dialect) throws(ClientLineError) -> Text {
    do throws(TextError) {
      switch dialect {
      case .plain: return try Text(bytes, allowingLineBreaks: false)
      case .numbered:
        guard let unescaped = LineEscape.unescape(bytes) else { throw .notAllowed }
        return try Text(unescaped, allowingLineBreaks: true)
      }
    } catch {
      throw .mistake(error.refusal)
    }
  }
}
