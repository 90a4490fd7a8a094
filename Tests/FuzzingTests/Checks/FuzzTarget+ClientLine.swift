import Wire

extension FuzzTarget {
  /// A line of a client. Of the input's first byte bit 0 says whether it comes in place of a name, bit 1
  /// whether in the numbered dialect (`a` naming, `b` numbered, `c` both, `d` neither).
  static let clientLine = FuzzTarget("client-line") { bytes in
    let choice = bytes.first ?? 0
    let stage: ClientLine.Stage = choice & 1 == 1 ? .naming : .chatting
    let dialect: Dialect = choice & 2 == 2 ? .numbered : .plain
    // What the line decoder lets through.
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    let line = text.utf8.filter { $0 != 0 && $0 != UInt8(ascii: "\n") }
    guard let parsed = try? ClientLine.parse(Array(line), stage: stage, dialect: dialect) else { return }
    switch parsed {
    case .name(let name):
      try hold(stage == .naming, "a name in the room")
      try check(name)
    case .resume(let token, _):
      try hold(stage == .naming && dialect == .numbered, "a session taken up out of place")
      try hold(token.count == ClientLine.tokenBytes, "a token of \(token.count) bytes")
    case .say(let text):
      let seen = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let isMarked = seen.first == UInt8(ascii: "@") || seen.first == UInt8(ascii: "#")
      let isDoubled = line.count > 1 && line[0] == line[1] && seen.count == line.count
      try hold(!isMarked || isDoubled, "a private message or a command that goes public")
      try check(text, dialect)
    case .whisper(let name, let text):
      try check(name)
      try check(text, dialect)
    case .history(let count, let before):
      try hold(1...ClientLine.maximumHistory ~= count, "\(count) lines of history")
      try hold(before == nil || dialect == .numbered && before != 0, "history before nothing")
    case .nothing: try hold(line.isEmpty, "a line that is ignored")
    case .adopt(let word), .remove(let word), .ban(let word), .pardon(let word):
      try hold(!word.isEmpty && !word.contains(UInt8(ascii: " ")), "more than a word")
    case .kick(let name, _): try check(name)
    case .leave, .who, .help, .keys, .keysOf: break
    case .ping: throw BrokenProperty(description: "a ping with a number")
    }
    try checkRoundTrip(parsed, stage)
  }

  private static func check(_ name: Name) throws {
    let scalars = name.description.unicodeScalars
    try hold(1...Name.maximumCharacters ~= scalars.count, "a name of \(scalars.count) characters")
    let forbidden = ":[]*!@#>\\ \t".unicodeScalars
    try hold(!scalars.contains { Obeyed.contains($0) || forbidden.contains($0) }, "a name with a mark in it")
    let again = try Name(name.bytes)
    try hold(again.bytes == name.bytes && again.key == name.key, "a name that changes")
    try hold(Name(stored: name.bytes).key == name.key, "a name that the journal takes for another")
  }

  private static func check(_ text: Text, _ dialect: Dialect) throws {
    try hold(1...Text.maximumBytes ~= text.bytes.count, "a text of \(text.bytes.count) bytes")
    try hold(text.lineCount <= (dialect == .plain ? 1 : Text.maximumLines), "\(text.lineCount) lines")
    guard let string = String(validating: text.bytes, as: UTF8.self) else {
      throw BrokenProperty(description: "a text that is no UTF-8")
    }
    let isClean = string.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || !Obeyed.contains($0) }
    try hold(isClean, "a text that a terminal obeys")
    // And the client understands what is made of it.
    var said: [UInt8] = []
    NumberedRenderer.appendPublic(
      sequence: 1, milliseconds: 2, from: Array("ana".utf8), text: text.bytes, old: false, to: &said)
    let heard = ServerLine.said(sequence: 1, milliseconds: 2, from: "ana", text: string, isOld: false)
    try hold(said.popLast() == UInt8(ascii: "\n") && !said.contains(UInt8(ascii: "\n")), "not one line")
    try hold(ServerLine.parse(said) == heard, "a text that the client hears otherwise")
  }

  private static func checkRoundTrip(_ parsed: ClientLine, _ stage: ClientLine.Stage) throws {
    // It has no spelling of its own.
    guard parsed != .nothing else { return }
    var line: [UInt8] = []
    ClientRenderer.append(parsed, number: 7, to: &line)
    try hold(line.popLast() == UInt8(ascii: "\n"), "a line without its end")
    let again = ClientLine.parseNumbered(line, stage: stage)
    try hold(again.number == 7 && again.line == .success(parsed), "\(again) in place of \(parsed)")
  }
}
