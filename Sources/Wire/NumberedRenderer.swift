/// Writes what the server sends in the numbered dialect. Everything is appended as bytes, each line with its
/// LF; names and texts are taken as already checked (`Name`, `Text`), texts are escaped here.
///
/// `sequence` is the number in the journal, `milliseconds` the time since 1970 (before it: 0), `old` a line
/// in answer to `#historico`.
package enum NumberedRenderer {
  /// The longest `= here …` line with its LF: 4 KiB.
  package static let maximumHereBytes = 4_096

  /// `+N SEQ`, or `+N -` for what is not journalled.
  package static func appendAccepted(_ number: UInt64, sequence: UInt64?, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "+"))
    Decimal.append(number, to: &output)
    output.append(.space)
    if let sequence { Decimal.append(sequence, to: &output) } else { output.append(UInt8(ascii: "-")) }
    output.append(.lineFeed)
  }

  /// `!N CODE words`. The words are one line.
  package static func appendRefused(
    _ number: UInt64, _ refusal: Refusal, _ words: String, to output: inout [UInt8]
  ) {
    output.append(UInt8(ascii: "!"))
    Decimal.append(number, to: &output)
    appendWord(refusal.rawValue, to: &output)
    appendWord(words, to: &output)
    output.append(.lineFeed)
  }

  /// `!0 offence words`. The words are one line.
  package static func appendOffence(_ words: String, to output: inout [UInt8]) {
    output.append("!0 offence ")
    output.append(words)
    output.append(.lineFeed)
  }

  /// `SEQ MILLIS name: text`
  package static func appendPublic(
    sequence: UInt64, milliseconds: Int64, from name: [UInt8], text: [UInt8], old: Bool,
    to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, old, to: &output)
    output.append(contentsOf: name)
    appendText(text, to: &output)
  }

  /// `SEQ MILLIS [privado] from>to: text`
  package static func appendPrivate(
    sequence: UInt64, milliseconds: Int64, from: [UInt8], addressee: [UInt8], text: [UInt8], old: Bool,
    to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, old, to: &output)
    output.append("[privado] ")
    output.append(contentsOf: from)
    output.append(UInt8(ascii: ">"))
    output.append(contentsOf: addressee)
    appendText(text, to: &output)
  }

  /// `SEQ MILLIS * joined name`
  package static func appendJoined(
    sequence: UInt64, milliseconds: Int64, name: [UInt8], old: Bool, to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, old, to: &output)
    output.append("* joined ")
    output.append(contentsOf: name)
    output.append(.lineFeed)
  }

  /// `SEQ MILLIS * left name REASON`
  package static func appendLeft(
    sequence: UInt64, milliseconds: Int64, name: [UInt8], reason: LeaveReason, old: Bool,
    to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, old, to: &output)
    output.append("* left ")
    output.append(contentsOf: name)
    appendWord(reason.rawValue, to: &output)
    output.append(.lineFeed)
  }

  /// `SEQ MILLIS * kicked NAME BY MINUTES`
  package static func appendKicked(
    sequence: UInt64, milliseconds: Int64, name: [UInt8], by: [UInt8], minutes: UInt32,
    to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, false, to: &output)
    output.append("* kicked ")
    output.append(contentsOf: name)
    output.append(.space)
    output.append(contentsOf: by)
    output.append(.space)
    Decimal.append(UInt64(minutes), to: &output)
    output.append(.lineFeed)
  }

  /// `SEQ MILLIS * banned WHAT BY`; WHAT is a key pin or an address.
  package static func appendBanned(
    sequence: UInt64, milliseconds: Int64, subject: [UInt8], by: [UInt8], to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, false, to: &output)
    appendDeed("banned", subject, by, to: &output)
  }

  /// `SEQ MILLIS * pardoned WHAT BY`; WHAT is a key pin or an address.
  package static func appendPardoned(
    sequence: UInt64, milliseconds: Int64, subject: [UInt8], by: [UInt8], to output: inout [UInt8]
  ) {
    appendFront(sequence, milliseconds, false, to: &output)
    appendDeed("pardoned", subject, by, to: &output)
  }

  /// `= KEY VALUE…`. Neither holds a line break.
  package static func appendSetting(_ key: String, _ values: String..., to output: inout [UInt8]) {
    output.append(UInt8(ascii: "="))
    appendWord(key, to: &output)
    for value in values { appendWord(value, to: &output) }
    output.append(.lineFeed)
  }

  /// `= key NAME PIN…`, in an order that says which key comes first.
  package static func appendKeys(
    of name: [UInt8], _ pins: some Sequence<String>, to output: inout [UInt8]
  ) {
    appendPins("= key ", of: name, pins, to: &output)
  }

  /// `= owner NAME PIN…`, in the same order; without a pin where the name belongs to nobody.
  package static func appendOwner(
    of name: [UInt8], _ pins: some Sequence<String>, to output: inout [UInt8]
  ) {
    appendPins("= owner ", of: name, pins, to: &output)
  }

  /// `= keys PIN…`
  package static func appendKeys(_ pins: some Sequence<String>, to output: inout [UInt8]) {
    output.append("= keys")
    for pin in pins { appendWord(pin, to: &output) }
    output.append(.lineFeed)
  }

  /// `= nodes WORD …`. No word holds a blank.
  package static func appendNodes(_ words: some Sequence<[UInt8]>, to output: inout [UInt8]) {
    output.append("= nodes")
    for word in words {
      output.append(.space)
      output.append(contentsOf: word)
    }
    output.append(.lineFeed)
  }

  /// `= here name …`, as many lines of at most `maximumHereBytes` as it takes, and one even for nobody.
  package static func appendHere(_ names: some Sequence<[UInt8]>, to output: inout [UInt8]) {
    var start = output.count
    output.append("= here")
    for name in names {
      if output.count - start + 1 + name.count + 1 > maximumHereBytes {
        output.append(.lineFeed)
        start = output.count
        output.append("= here")
      }
      output.append(.space)
      output.append(contentsOf: name)
    }
    output.append(.lineFeed)
  }

  /// `?`
  package static func appendPing(to output: inout [UInt8]) {
    output.append("?\n")
  }
}

extension NumberedRenderer {
  private static func appendFront(
    _ sequence: UInt64, _ milliseconds: Int64, _ old: Bool, to output: inout [UInt8]
  ) {
    if old { output.append(UInt8(ascii: "~")) }
    Decimal.append(sequence, to: &output)
    output.append(.space)
    Decimal.append(UInt64(max(0, milliseconds)), to: &output)
    output.append(.space)
  }

  private static func appendText(_ text: [UInt8], to output: inout [UInt8]) {
    output.append(.colon)
    output.append(.space)
    LineEscape.appendEscaped(text, to: &output)
    output.append(.lineFeed)
  }

  private static func appendDeed(
    _ deed: String, _ subject: [UInt8], _ by: [UInt8], to output: inout [UInt8]
  ) {
    output.append("* ")
    output.append(deed)
    output.append(.space)
    output.append(contentsOf: subject)
    output.append(.space)
    output.append(contentsOf: by)
    output.append(.lineFeed)
  }

  private static func appendPins(
    _ front: String, of name: [UInt8], _ pins: some Sequence<String>, to output: inout [UInt8]
  ) {
    output.append(front)
    output.append(contentsOf: name)
    for pin in pins { appendWord(pin, to: &output) }
    output.append(.lineFeed)
  }

  private static func appendWord(_ word: String, to output: inout [UInt8]) {
    output.append(.space)
    output.append(word)
  }
}
