/// A line that a client of the numbered dialect receives, as a value.
///
/// A client trusts no server: any bytes at all parse to something, and the strings are as the server sent
/// them, not fit to be shown before they went through `Sanitizer`. Bytes that are no UTF-8 become U+FFFD. The
/// texts are unescaped, or left as they are where an escape is wrong.
package enum ServerLine: Sendable, Equatable {
  /// `+N SEQ`; no sequence number for what is not journalled.
  case accepted(number: UInt64, sequence: UInt64?)
  /// `!N CODE words`. The code is a `Refusal`'s raw value, or what a later server calls it; number 0 and the
  /// code `offence` announce the end of the connection.
  case refused(number: UInt64, code: String, words: String)
  /// `SEQ MILLIS name: text`
  case said(sequence: UInt64, milliseconds: Int64, from: String, text: String, isOld: Bool)
  /// `SEQ MILLIS [privado] from>to: text`
  case whispered(
    sequence: UInt64, milliseconds: Int64, from: String, to: String, text: String, isOld: Bool)
  /// `SEQ MILLIS * joined name`
  case joined(sequence: UInt64, milliseconds: Int64, name: String, isOld: Bool)
  /// `SEQ MILLIS * left name REASON`; no reason where a later server has one that is not known here.
  case left(sequence: UInt64, milliseconds: Int64, name: String, reason: LeaveReason?, isOld: Bool)
  /// `SEQ MILLIS * kicked …` and the like.
  case announced(sequence: UInt64, milliseconds: Int64, Announcement, isOld: Bool)
  /// `= KEY VALUE…`, the values as one string. A client ignores a key that it does not know.
  case setting(key: String, value: String)
  /// `?`
  case ping
  /// Anything else, which a client ignores.
  case unknown

  /// Parses a line from `LineDecoder`.
  package static func parse(_ line: [UInt8]) -> ServerLine {
    guard let first = line.first else { return .unknown }
    let rest = line.dropFirst()
    return switch first {
    case UInt8(ascii: "?"): rest.isEmpty ? .ping : .unknown
    case UInt8(ascii: "+"): parseAccepted(rest) ?? .unknown
    case UInt8(ascii: "!"): parseRefused(rest) ?? .unknown
    case UInt8(ascii: "="): parseSetting(rest) ?? .unknown
    case UInt8(ascii: "~"): parseEntry(rest, isOld: true) ?? .unknown
    default: parseEntry(line[...], isOld: false) ?? .unknown
    }
  }

  /// The sequence number that a client's cursor counts: that of what was accepted and of every new entry. Nil
  /// for the rest, old entries among them, which are out of order.
  package var sequence: UInt64? {
    switch self {
    case .accepted(_, let sequence): sequence
    case .said(let sequence, _, _, _, let isOld), .whispered(let sequence, _, _, _, _, let isOld),
      .joined(let sequence, _, _, let isOld), .left(let sequence, _, _, _, let isOld),
      .announced(let sequence, _, _, let isOld):
      isOld ? nil : sequence
    case .refused, .setting, .ping, .unknown: nil
    }
  }
}

extension ServerLine {
  private typealias Slice = ArraySlice<UInt8>

  private static func string(_ bytes: Slice) -> String { String(decoding: bytes, as: UTF8.self) }

  private static func text(_ escaped: Slice) -> String {
    string(LineEscape.unescape(escaped)?[...] ?? escaped)
  }

  /// Splits at the first `separator`, which is dropped.
  private static func split(_ line: Slice, at separator: UInt8) -> (before: Slice, after: Slice)? {
    line.firstIndex(of: separator).map { (line[..<$0], line[($0 + 1)...]) }
  }

  /// Splits at the first colon, and drops the space behind it. No name holds a colon.
  private static func splitName(_ line: Slice) -> (name: Slice, words: Slice)? {
    guard let (name, words) = split(line, at: .colon), words.first == .space else { return nil }
    return (name, words.dropFirst())
  }

  private static func strip(_ line: Slice, of front: String) -> Slice? {
    line.starts(with: front.utf8) ? line.dropFirst(front.utf8.count) : nil
  }

  private static func parseAccepted(_ line: Slice) -> ServerLine? {
    guard let (number, sequence) = split(line, at: .space), let number = Decimal.parse(number) else {
      return nil
    }
    if sequence.elementsEqual("-".utf8) { return .accepted(number: number, sequence: nil) }
    return Decimal.parse(sequence).map { .accepted(number: number, sequence: $0) }
  }

  private static func parseRefused(_ line: Slice) -> ServerLine? {
    guard let (number, rest) = split(line, at: .space), let number = Decimal.parse(number) else { return nil }
    let (code, words) = split(rest, at: .space) ?? (rest, [])
    return code.isEmpty ? nil : .refused(number: number, code: string(code), words: string(words))
  }

  private static func parseSetting(_ line: Slice) -> ServerLine? {
    guard let line = strip(line, of: " ") else { return nil }
    let (key, value) = split(line, at: .space) ?? (line, [])
    return key.isEmpty ? nil : .setting(key: string(key), value: string(value))
  }

  private static func parseEntry(_ line: Slice, isOld: Bool) -> ServerLine? {
    guard let (sequence, rest) = split(line, at: .space), let sequence = Decimal.parse(sequence),
      let (milliseconds, body) = split(rest, at: .space), let milliseconds = Decimal.parse(milliseconds)
    else { return nil }
    let time = Int64(milliseconds)
    if let name = strip(body, of: "* joined ") {
      return .joined(sequence: sequence, milliseconds: time, name: string(name), isOld: isOld)
    }
    if let left = strip(body, of: "* left ") {
      guard let (name, reason) = split(left, at: .space) else { return nil }
      return .left(
        sequence: sequence, milliseconds: time, name: string(name),
        reason: LeaveReason(rawValue: string(reason)), isOld: isOld)
    }
    if let words = strip(body, of: "* "), let announcement = Announcement.parse(words) {
      return .announced(sequence: sequence, milliseconds: time, announcement, isOld: isOld)
    }
    if let whispered = strip(body, of: "[privado] ") {
      guard let (names, words) = splitName(whispered), let (from, to) = split(names, at: UInt8(ascii: ">"))
      else {
        return nil
      }
      return .whispered(
        sequence: sequence, milliseconds: time, from: string(from), to: string(to), text: text(words),
        isOld: isOld)
    }
    guard body.first != UInt8(ascii: "*"), let (name, words) = splitName(body) else { return nil }
    return .said(
      sequence: sequence, milliseconds: time, from: string(name), text: text(words), isOld: isOld)
  }
}
