/// Which sequence of bytes is which key.
package struct KeyTable: Sendable {
  /// The longest sequence that is kept, in bytes; terminfo's longest for a key of ours has 8.
  package static let maximumSequenceBytes = 16

  private static let escape: UInt8 = 0x1B

  private var keys: [[UInt8]: Key] = [:]

  /// A table that knows only what any terminal's sequence says by itself: mouse reports, modifiers.
  init() {}

  /// Makes the sequence that key, whatever it was before. False, and nothing changes, for one that the
  /// decoder could not tell from others: it must be ESC and one character, CSI or SS3 with parameters and a
  /// final character, Linux's `ESC [ [ A` and so on, or the one byte BS for `.backspace`.
  @discardableResult
  package mutating func add(_ sequence: [UInt8], _ key: Key) -> Bool {
    guard Self.canBeTold(sequence) || sequence == [0x08] && key == .backspace else { return false }
    keys[sequence] = key
    return true
  }

  /// The key of exactly this sequence.
  subscript(sequence: [UInt8]) -> Key? { keys[sequence] }

  /// The key of a whole sequence: as it stands in the table, or told by its parameters. `isMeta`: an ESC came
  /// before it, as rxvt sends Alt.
  func key(of sequence: [UInt8], isMeta: Bool) -> Key? {
    let found = keys[sequence] ?? ControlSequence(sequence).flatMap { key(told: $0) }
    return isMeta ? found.flatMap { KeyModifiers.alt.applied(to: $0) } : found
  }

  /// Whether the byte can end a sequence (ECMA-48, 5.4).
  static func isFinal(_ byte: UInt8) -> Bool { 0x40...0x7E ~= byte }

  /// Whether the byte can stand before the end of a sequence: a parameter or an intermediate byte.
  static func isInner(_ byte: UInt8) -> Bool { 0x20...0x3F ~= byte }

  /// Whether the bytes, after ESC, begin a string that ends with ST: DCS, SOS, OSC, PM, APC (ECMA-48, 8.3).
  static func isStringIntroducer(_ byte: UInt8) -> Bool { "PX]^_".utf8.contains(byte) }

  private static func canBeTold(_ sequence: [UInt8]) -> Bool {
    guard sequence.count >= 2, sequence.count <= maximumSequenceBytes, sequence[0] == escape else {
      return false
    }
    let second = sequence[1]
    guard second == UInt8(ascii: "[") || second == UInt8(ascii: "O") else {
      return sequence.count == 2 && 0x20...0x7E ~= second && !isStringIntroducer(second)
    }
    guard sequence.count >= 3, let last = sequence.last else { return false }
    if sequence.starts(with: [escape, UInt8(ascii: "["), UInt8(ascii: "[")]) {
      return sequence.count == 4 && isFinal(last)
    }
    let inner = sequence[2..<(sequence.count - 1)]
    // rxvt ends its shifted keys with a byte that by the standard is none to end with.
    return inner.allSatisfy(isInner) && (isFinal(last) || last == UInt8(ascii: "$") && !inner.isEmpty)
  }

  private func key(told sequence: ControlSequence) -> Key? {
    guard sequence.event != 3 else { return nil }
    let parameters = sequence.parameters
    switch (sequence.prefix, sequence.final) {
    case (UInt8(ascii: "<"), UInt8(ascii: "M")), (UInt8(ascii: "<"), UInt8(ascii: "m")):
      guard parameters.count == 3 else { return nil }
      let isRelease = sequence.final == UInt8(ascii: "m")
      return MouseEvent(
        code: parameters[0], column: parameters[1], row: parameters[2], isRelease: isRelease
      ).map { .mouse($0) }
    case (nil, UInt8(ascii: "u")) where !sequence.isSingleShift:
      return key(code: parameters.first, modifiers: parameters.count > 1 ? parameters[1] : 1)
    case (nil, UInt8(ascii: "~")) where parameters.count == 3 && parameters[0] == 27:
      return key(code: parameters[2], modifiers: parameters[1])
    case (nil, _):
      return modified(sequence)
    default:
      return nil
    }
  }

  /// A key of the table with a modifier as its last parameter: `CSI 1 ; 5 C`, `CSI 3 ; 2 ~`, `SS3 5 C`.
  private func modified(_ sequence: ControlSequence) -> Key? {
    guard let modifier = sequence.parameters.last, sequence.parameters.count <= 2 else { return nil }
    var base: [UInt8] = [Self.escape, sequence.isSingleShift ? UInt8(ascii: "O") : UInt8(ascii: "[")]
    if sequence.final == UInt8(ascii: "~") {
      guard sequence.parameters.count == 2 else { return nil }
      base += Array(String(sequence.parameters[0]).utf8)
    } else if sequence.parameters.count == 2, sequence.parameters[0] > 1 {
      return nil
    }
    return keys[base + [sequence.final]].flatMap { KeyModifiers(parameter: modifier).applied(to: $0) }
  }

  /// A key told by its character, as xterm's modifyOtherKeys and formatOtherKeys have it. papo does not ask
  /// for those, but many set them for Shift-Enter.
  private func key(code: Int?, modifiers: Int) -> Key? {
    guard let code, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
    let modifiers = KeyModifiers(parameter: modifiers)
    return switch scalar {
    case "\r": modifiers.applied(to: .enter)
    case "\t": modifiers.applied(to: .tab)
    case "\u{1B}": .escape
    case "\u{7F}", "\u{08}": modifiers.applied(to: .backspace)
    default:
      scalar.properties.generalCategory == .control
        ? nil : modifiers.applied(to: .character(Character(scalar)))
    }
  }
}
