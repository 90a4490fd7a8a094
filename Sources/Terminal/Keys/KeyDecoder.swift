/// Bytes of the terminal in, keys out. Pure: whoever reads the terminal owns it, and says what time it is.
///
/// Any split of the bytes gives the same keys; only silence, told by `expire(at:)`, decides what one more byte
/// would have. Whoever waits for bytes and for the deadline decodes what can be read first. What is kept is
/// bounded: a sequence, a paste. Unknown sequences are swallowed whole.
package struct KeyDecoder: Sendable {
  /// The longest paste, in bytes of its text.
  package static let maximumPasteBytes = 1_048_576
  /// How long an ESC may be the beginning of more, in milliseconds. Terminals send a sequence at once, and
  /// even a distant ssh seldom tears it; nobody notices that the key Esc takes as long as three frames.
  package static let escapeMilliseconds: Int64 = 50
  /// After how long a silence a paste counts as broken off, in milliseconds: its terminal went away in its
  /// midst. Long, since what comes later is typed, Enter and all.
  package static let pasteMilliseconds: Int64 = 10_000

  /// The longest sequence that can mean something, in bytes.
  static let maximumSequenceBytes = 64
  /// The longest that is swallowed, in bytes; then what comes is typing again.
  static let maximumSwallowedBytes = 65_536

  private static let escape: UInt8 = 0x1B
  private static let pasteBegins: [UInt8] = Array("\u{1B}[200~".utf8)
  private static let oldMouse: [UInt8] = Array("\u{1B}[M".utf8)

  private enum State {
    case ground
    /// After ESC.
    case escape
    /// In CSI or SS3.
    case sequence
    /// After CSI [, which is one of the Linux console's function keys.
    case linuxFunction
    /// In the three bytes after CSI M, from terminals that know no other mouse reports.
    case oldMouse
    /// In OSC, DCS and the like.
    case string
    /// After an ESC in such a string.
    case stringEscape
    case paste(PasteCollector)
  }

  private let table: KeyTable
  private var state = State.ground
  /// The sequence from its ESC on, as far as it can mean something.
  private var sequence: [UInt8] = []
  private var swallowed = 0
  /// Whether another ESC came before the sequence's own.
  private var isMeta = false
  private var scalars = ScalarDecoder()
  /// Whether an ESC came before the character.
  private var isAlt = false

  /// When `expire(at:)` is to be called, on the clock that `decode(_:at:)` was told of; nil: never.
  package private(set) var deadline: Int64?

  /// A decoder for a terminal with these sequences.
  package init(_ table: KeyTable = .standard) {
    self.table = table
  }

  /// The keys that the bytes end, in order. `now` is milliseconds of any clock that never goes back.
  package mutating func decode(_ bytes: some Sequence<UInt8>, at now: Int64) -> [Key] {
    var keys: [Key] = []
    var isEmpty = true
    for byte in bytes {
      isEmpty = false
      take(byte, &keys)
    }
    if !isEmpty {
      deadline =
        switch state {
        case .ground: nil
        case .paste: now + Self.pasteMilliseconds
        default: now + Self.escapeMilliseconds
        }
    }
    return keys
  }

  /// The keys that what came until now means if no more follows, once the deadline has come. Half a character
  /// goes on waiting: there is nothing else that it could be.
  package mutating func expire(at now: Int64) -> [Key] {
    guard let deadline, deadline <= now else { return [] }
    self.deadline = nil
    var keys: [Key] = []
    giveUp(&keys)
    return keys
  }

  private mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
    switch state {
    case .ground: takeCharacter(byte, &keys)
    case .escape: takeAfterEscape(byte, &keys)
    case .sequence: takeInSequence(byte, &keys)
    case .linuxFunction:
      sequence.append(byte)
      end(table[sequence], &keys)
    case .oldMouse: takeOldMouse(byte, &keys)
    case .string: takeInString(byte, &keys)
    case .stringEscape:
      if byte == UInt8(ascii: "\\") { return reset() }
      giveUp(&keys, isEscapeToCome: true)
      beginEscape()
      take(byte, &keys)
    case .paste(var paste):
      // Taken out meanwhile, so that its text is not copied.
      state = .ground
      if paste.take(byte) { keys.append(.paste(paste.finish(isWhole: true))) } else { state = .paste(paste) }
    }
  }

  private mutating func takeAfterEscape(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case Self.escape:
      if isMeta { keys.append(.escape) }
      isMeta = true
    case _ where table[[Self.escape, byte]] != nil:
      end(table.key(of: [Self.escape, byte], isMeta: isMeta), &keys)
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      sequence.append(byte)
      state = .sequence
    case _ where KeyTable.isStringIntroducer(byte):
      sequence.append(byte)
      state = .string
    default:
      if isMeta { keys.append(.escape) }
      reset()
      isAlt = true
      takeCharacter(byte, &keys)
    }
  }

  private mutating func takeInSequence(_ byte: UInt8, _ keys: inout [Key]) {
    guard KeyTable.isInner(byte) || KeyTable.isFinal(byte) else {
      // A sequence that is broken off, by the next one or by a key such as Ctrl-C.
      giveUp(&keys)
      return take(byte, &keys)
    }
    if sequence.count < Self.maximumSequenceBytes { sequence.append(byte) } else { swallowed += 1 }
    if KeyTable.isInner(byte) {
      if byte == UInt8(ascii: "$"), let key = table[sequence] { return end(key, &keys) }
      if swallowed > Self.maximumSwallowedBytes { reset() }
      return
    }
    if swallowed > 0 { return reset() }
    if sequence == Self.pasteBegins {
      reset()
      state = .paste(PasteCollector(maximumBytes: Self.maximumPasteBytes))
    } else if byte == UInt8(ascii: "["), sequence.count == 3, sequence[1] == byte {
      state = .linuxFunction
    } else if sequence == Self.oldMouse, table[sequence] == nil {
      state = .oldMouse
    } else {
      end(table.key(of: sequence, isMeta: isMeta), &keys)
    }
  }

  private mutating func takeOldMouse(_ byte: UInt8, _ keys: inout [Key]) {
    // 0 stands for places that such a report has no number for.
    guard byte >= 0x20 || byte == 0 else {
      giveUp(&keys)
      return take(byte, &keys)
    }
    sequence.append(byte)
    guard sequence.count == Self.oldMouse.count + 3 else { return }
    let numbers = sequence.suffix(3).map { Int($0) - 0x20 }
    let event = MouseEvent(code: numbers[0], column: numbers[1], row: numbers[2], isRelease: false)
    end(numbers[0] < 0 ? nil : event.map { .mouse($0) }, &keys)
  }

  private mutating func takeInString(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case Self.escape: state = .stringEscape
    // BEL ends a string as ST does, by xterm; CAN and SUB cancel it, by the VT100.
    case 0x07, 0x18, 0x1A: reset()
    case 0..<0x20:
      giveUp(&keys)
      take(byte, &keys)
    default:
      swallowed += 1
      if swallowed > Self.maximumSwallowedBytes { reset() }
    }
  }

  private mutating func takeCharacter(_ byte: UInt8, _ keys: inout [Key]) {
    switch scalars.take(byte) {
    case .pending: break
    case .brokenBefore:
      append("\u{FFFD}", &keys)
      takeCharacter(byte, &keys)
    case .scalar("\u{1B}"): beginEscape()
    case .scalar(let scalar): append(scalar, &keys)
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, _ keys: inout [Key]) {
    let isAlt = isAlt
    self.isAlt = false
    switch scalar {
    case "\r": keys.append(isAlt ? .altEnter : .enter)
    case "\n" where isAlt: keys.append(.altEnter)
    case "\u{7F}",
      "\u{08}" where isAlt:
      keys.append(isAlt ? .altBackspace : .backspace)
    case "\u{08}" where table[[0x08]] != nil: keys.append(.backspace)
    case "\u{00}"..<" ":
      if isAlt { keys.append(.escape) }
      // Ctrl takes the two high bits of the seven away.
      let letter = Unicode.Scalar(
        UInt8(scalar.value) | (scalar.value < 0x1B && scalar.value > 0 ? 0x60 : 0x40))
      keys.append(scalar == "\t" ? .tab : .control(Character(letter)))
    // C1, which no key sends as UTF-8.
    case "\u{80}"..."\u{9F}": break
    default: keys.append(isAlt ? .alt(Character(scalar)) : .character(Character(scalar)))
    }
  }

  private mutating func beginEscape() {
    reset()
    sequence = [Self.escape]
    state = .escape
  }

  private mutating func end(_ key: Key?, _ keys: inout [Key]) {
    if let key { keys.append(key) }
    reset()
  }

  /// Ends what has begun: it is what was typed if it is no more than an ESC and a character.
  private mutating func giveUp(_ keys: inout [Key], isEscapeToCome: Bool = false) {
    if case .paste(let paste) = state {
      keys.append(.paste(paste.finish(isWhole: false)))
      return reset()
    }
    let isEscapeLast =
      switch state {
      case .escape: true
      case .stringEscape: !isEscapeToCome
      default: false
      }
    let isTyped = sequence.count <= 2 && swallowed == 0
    if isTyped, isMeta { keys.append(.escape) }
    if isTyped, sequence.count == 2 { keys.append(.alt(Character(Unicode.Scalar(sequence[1])))) }
    if isEscapeLast { keys.append(.escape) }
    reset()
  }

  private mutating func reset() {
    state = .ground
    sequence.removeAll(keepingCapacity: true)
    swallowed = 0
    isMeta = false
  }
}
