/// A line that a client of the numbered dialect receives, as a value.
///
/// A client trusts no server: any bytes at all parse to something, and the strings are as the server sent them, not
/// fit to be shown before they went through `Sanitizer`. Bytes that are no UTF-8 become U+FFFD. The texts are
/// unescaped, or left as they are where an escape is wrong.
package enum ServerLine: Sendable, Equatable {
  /// `+N SEQ`; no sequence number for what is not journalled.
  case accepted(number: UInt64, sequence: UInt64?)
  /// `!N CODE words`. The code is a `Refusal`'s raw value, or what a later server calls it; number 0 and the code
  /// `offence` announce the end of the connection.
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

  /// The number in the journal of what everybody saw or what was accepted; nil for the rest.
  /// A client's cursor counts both, but for old lines.
  package var sequence: UInt64? {
    switch self {
    case .accepted(_, let sequence): sequence
    case .said(let sequence, _, _, _, _), .whispered(let sequence, _, _, _, _, _),
      .joined(let sequence, _, _, _), .left(let sequence, _, _, _, _):
      sequence
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
  private static func split(_ line: Slice, at separator: StaticString) -> (before: Slice, after: Slice)? {
    let bytes = Array(separator.description.utf8)
    var rest = line
    while let start = rest.firstIndex(of: bytes[0]) {
      if line[start...].starts(with: bytes) { return (line[..<start], line[start...].dropFirst(bytes.count)) }
      rest = rest[(start + 1)...]
    }
    return nil
  }

  private static func strip(_ line: Slice, of front: StaticString) -> Slice? {
    let bytes = front.description.utf8
    return line.starts(with: bytes) ? line.dropFirst(bytes.count) : nil
  }

  private static func parseAccepted(_ line: Slice) -> ServerLine? {
    guard let (number, sequence) = split(line, at: " "), let number = Decimal.parse(number) else {
      return nil
    }
    if sequence.elementsEqual("-".utf8) { return .accepted(number: number, sequence: nil) }
    return Decimal.parse(sequence).map { .accepted(number: number, sequence: $0) }
  }

  private static func parseRefused(_ line: Slice) -> ServerLine? {
    guard let (number, rest) = split(line, at: " "), let number = Decimal.parse(number) else { return nil }
    let (code, words) = split(rest, at: " ") ?? (rest, [])
    return code.isEmpty ? nil : .refused(number: number, code: string(code), words: string(words))
  }

  private static func parseSetting(_ line: Slice) -> ServerLine? {
    guard let line = strip(line, of: " ") else { return nil }
    let (key, value) = split(line, at: " ") ?? (line, [])
    return key.isEmpty ? nil : .setting(key: string(key), value: string(value))
  }

  private static func parseEntry(_ line: Slice, isOld: Bool) -> ServerLine? {
    guard let (sequence, rest) = split(line, at: " "), let sequence = Decimal.parse(sequence),
      let (milliseconds, body) = split(rest, at: " "), let milliseconds = Decimal.parse(milliseconds)
    else { return nil }
    let time = Int64(milliseconds)
    if let name = strip(body, of: "* joined ") {
      return .joined(sequence: sequence, milliseconds: time, name: string(name), isOld: isOld)
    }
    if let left = strip(body, of: "* left ") {
      guard let (name, reason) = split(left, at: " ") else { return nil }
      return .left(
        sequence: sequence, milliseconds: time, name: string(name),
        reason: LeaveReason(rawValue: string(reason)), isOld: isOld)
    }
    if let whispered = strip(body, of: "[privado] ") {
      guard let (names, words) = split(whispered, at: ": "), let (from, to) = split(names, at: ">") else {
        return nil
      }
      return .whispered(
        sequence: sequence, milliseconds: time, from: string(from), to: string(to), text: text(words),
        isOld: isOld)
    }
    guard body.first != UInt8(ascii: "*"), let (name, words) = split(body, at: ": ") else { return nil }
    return .said(
      sequence: sequence, milliseconds: time, from: string(name), text: text(words), isOld: isOld)
  }
}
