/// Bytes of the terminal in, keys out. Pure: whoever reads the terminal owns it, and says what time it is.
///
/// Any split of the bytes gives the same keys; only silence, told by `expire(at:)`, decides what one byte
/// more would have decided. Whoever waits for bytes and for the deadline decodes what can be read first. What
/// is kept is bounded: a sequence, a paste. Unknown sequences are swallowed whole.
package struct KeyDecoder: Sendable {
  /// The longest paste, in bytes of its text.
  package static let maximumPasteBytes = 1_048_576
  /// How long an ESC may be the beginning of more, in milliseconds. Terminals send a sequence at once, and
  /// even a distant ssh seldom tears it; and nobody notices that the key Esc takes as long as three frames.
  package static let escapeMilliseconds: Int64 = 50
  /// After how long a silence a paste counts as broken off, in milliseconds: its terminal went away in its
  /// midst. Long, since what comes later is typed, Enter and all.
  package static let pasteMilliseconds: Int64 = 10_000

  /// The longest sequence that can mean something, in bytes.
  static let maximumSequenceBytes = 64
  /// The longest that is swallowed, in bytes; then what comes is typing again.
  static let maximumSwallowedBytes = 65_536

  static let escape: UInt8 = 0x1B
  static let pasteBegins: [UInt8] = Array("\u{1B}[200~".utf8)
  static let oldMouse: [UInt8] = Array("\u{1B}[M".utf8)

  enum State {
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

  let table: KeyTable
  var state = State.ground
  /// The sequence from its ESC on, as far as it can mean something.
  var sequence: [UInt8] = []
  /// How many bytes of it were thrown away.
  var swallowed = 0
  /// Whether another ESC came before the sequence's own.
  var isMeta = false
  private var scalars = ScalarDecoder()
  /// Whether an ESC came before the character.
  var isAlt = false

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

  mutating func take(_ byte: UInt8, _ keys: inout [Key]) {
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

  mutating func takeCharacter(_ byte: UInt8, _ keys: inout [Key]) {
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

  mutating func end(_ key: Key?, _ keys: inout [Key]) {
    if let key { keys.append(key) }
    reset()
  }

  /// Ends what has begun: it is what was typed if it is no more than an ESC and a character.
  mutating func giveUp(_ keys: inout [Key], isEscapeToCome: Bool = false) {
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

  mutating func reset() {
    state = .ground
    sequence.removeAll(keepingCapacity: true)
    swallowed = 0
    isMeta = false
  }
}
