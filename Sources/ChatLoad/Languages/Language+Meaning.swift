// What a server says, as far as papo-bench must know it.
extension Language {
  /// Reads a line without its end; ranges are of `line`.
  package func meaning(of line: Span<UInt8>) -> LineMeaning {
    switch self {
    case .plain: line.begins(with: "! ") ? .refused : .nothing
    case .numbered: Self.numberedMeaning(of: line)
    case .irc: Self.ircMeaning(of: line)
    }
  }

  private static func numberedMeaning(of line: Span<UInt8>) -> LineMeaning {
    guard !line.isEmpty else { return .nothing }
    switch line[0] {
    case UInt8(ascii: "?"): return line.count == 1 ? .ping(0..<0) : .nothing
    case UInt8(ascii: "!"): return .refused
    case UInt8(ascii: "+"): return acceptance(line)
    case UInt8(ascii: "="):
      if line.begins(with: "= session ") { return .session("= session ".utf8.count..<line.count) }
      return line.begins(with: "= ready") ? .entered : .nothing
    default:
      var at = 0
      return line.decimal(at: &at).map { .entry(sequence: $0) } ?? .nothing
    }
  }

  private static func acceptance(_ line: Span<UInt8>) -> LineMeaning {
    var at = 1
    guard let number = line.decimal(at: &at), line[at] == UInt8(ascii: " ") else { return .nothing }
    var sequence = 0
    for index in at + 1..<line.count {
      let digit = line[index] &- UInt8(ascii: "0")
      guard digit < 10, sequence < Int.max / 100 else { return .accepted(number: number, sequence: nil) }
      sequence = sequence * 10 + Int(digit)
    }
    return .accepted(number: number, sequence: sequence)
  }

  private static func ircMeaning(of line: Span<UInt8>) -> LineMeaning {
    if line.begins(with: "PING ") { return .ping(5..<line.count) }
    if line.begins(with: "ERROR") { return .refused }
    // ":server NUMERIC nick …": a number in the words that follow means nothing (RFC 2812, 2.4).
    guard line.begins(with: ":"), let blank = line.indices.first(where: { line[$0] == UInt8(ascii: " ") })
    else { return .nothing }
    var at = blank + 1
    guard let numeric = line.decimal(at: &at), at == blank + 4, line[at] == UInt8(ascii: " ") else {
      return .nothing
    }
    switch numeric {
    case 1: return .registered
    // RPL_ENDOFNAMES, the last line of what answers JOIN.
    case 366: return .entered
    // ERR_NOMOTD is no refusal.
    case 422: return .nothing
    case 400..<500: return .refused
    default: return .nothing
    }
  }
}

extension Span<UInt8> {
  func begins(with words: StaticString) -> Bool {
    words.description.utf8.count <= count
      && zip(words.description.utf8, indices).allSatisfy { byte, index in self[index] == byte }
  }
}
