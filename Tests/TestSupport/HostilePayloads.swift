/// What a hostile server or person may put where a text is to be: the same in every run of a seed. No payload
/// has a line feed in it, which would end the line that it stands in.
package struct HostilePayloads: Sendable {
  private var random: SeededRandom
  private var turn: Int

  /// The run of that seed; it begins with any kind.
  package init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    turn = Int.random(in: 0..<16, using: &random)
  }

  /// The next payload, in turn of every kind: some bytes to some kilobytes.
  package mutating func next() -> [UInt8] {
    turn += 1
    let kind = turn % 16
    // Something harmless around it, so that a terminal that obeys would be seen to.
    let front = Array(Self.harmless.randomElement(using: &random)!.utf8)
    let back = Array(Self.harmless.randomElement(using: &random)!.utf8)
    return (front + hostile(kind) + back).filter { $0 != 0x0A }
  }

  /// The next payload as a text: broken UTF-8 is U+FFFD.
  package mutating func nextText() -> String {
    String(decoding: next(), as: UTF8.self)
  }

  /// The next payload within a line of a numbered server (docs/protocol.md), at every place in turn where a
  /// stranger's text may stand; without its line feed. `sequence` is to rise. Without what would end the
  /// connection at once, as `next` has it: NUL is missing, and broken UTF-8 is U+FFFD.
  package mutating func nextLine(sequence: Int) -> [UInt8] {
    let line = String(decoding: anyLine(sequence: sequence), as: UTF8.self)
    return line.utf8.filter { $0 != 0 }
  }

  private mutating func anyLine(sequence: Int) -> [UInt8] {
    let front = "\(sequence) 1795456800000 "
    let payload = next()
    switch Int.random(in: 0..<16, using: &random) {
    case 0, 1: return Array("\(front)eva: ".utf8) + payload
    case 2: return Array(front.utf8) + name(payload) + Array(": oi".utf8)
    case 3: return Array("\(front)[privado] eva>ana: ".utf8) + payload
    case 4: return Array("\(front)[privado] ".utf8) + name(payload) + Array(">ana: oi".utf8)
    case 5: return Array("\(front)[privado] eva>".utf8) + name(payload) + Array(": oi".utf8)
    case 6: return Array("\(front)* joined ".utf8) + payload
    case 7: return Array("\(front)* left ".utf8) + name(payload) + Array(" lost".utf8)
    case 8: return Array("\(front)* left eva ".utf8) + payload
    case 9: return Array("~\(front)eva: ".utf8) + payload
    case 10: return Array("= help ".utf8) + payload
    case 11: return Array("!\(Int.random(in: 1...9, using: &random)) too-long ".utf8) + payload
    case 12: return Array("= \(Bool.random(using: &random) ? "here" : "undelivered") ".utf8) + payload
    case 13: return Array("= \(Self.settings.randomElement(using: &random)!) ".utf8) + payload
    case 14: return Array("\(front)* banned ".utf8) + name(payload) + Array(" eva".utf8)
    default: return Array("\(front)eva: linha\\n".utf8) + payload
    }
  }
}

extension HostilePayloads {
  private static let harmless = ["", "a", "olá ", "texto ", "日本", " ", "\u{1F600}"]

  private static let settings = [
    "room", "session", "gap", "gap 1", "ready", "bye", "color", "key", "key eva", "keys", "kept",
    "owner", "owner eva",
  ]

  /// Without what ends a name, so that the payload is read as one.
  private func name(_ payload: [UInt8]) -> [UInt8] {
    let name = payload.filter { !":> ".utf8.contains($0) }
    return name.isEmpty ? [0x1B] : Array(name.prefix(400))
  }

  private mutating func hostile(_ kind: Int) -> [UInt8] {
    switch kind {
    case 0: [UInt8.random(in: 0...0x1F, using: &random), 0x7F, 0x0D]
    case 1: Array(String(UnicodeScalar(UInt8.random(in: 0x80...0x9F, using: &random))).utf8)
    case 2: [UInt8.random(in: 0x80...0xFF, using: &random)]
    case 3: sequence("\u{1B}[") + numbers() + [UInt8.random(in: 0x40...0x7E, using: &random)]
    case 4: sequence("\u{9B}") + numbers() + [UInt8.random(in: 0x40...0x7E, using: &random)]
    case 5: command()
    case 6: string()
    case 7: [0x1B, UInt8.random(in: 0x20...0x7E, using: &random)]
    case 8: repeated(Self.bidirectional, 1...8)
    case 9: brokenUTF8()
    case 10: repeated(Self.marks, 1...300)
    case 11: repeated(Self.joined, 1...60)
    case 12: repeated(Self.invisible, 1...40)
    case 13: Array(String(repeating: Bool.random(using: &random) ? "界" : "W", count: length(1...2_000)).utf8)
    case 14: (0..<length(1...64)).map { _ in UInt8.random(in: 0...0xFF, using: &random) }
    default: (0..<length(1...12)).flatMap { _ in Array(String(anyScalar()).utf8) }
    }
  }

  private mutating func length(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &random) }

  private func sequence(_ text: String) -> [UInt8] { Array(text.utf8) }

  private mutating func numbers() -> [UInt8] {
    let marks = ["", "?", ">", "!", "="].randomElement(using: &random)!
    let numbers = (0..<length(0...3)).map { _ in
      String([0, 1, 2, 6, 25, 31, 1000, 1049, 2004, 99_999].randomElement(using: &random)!)
    }
    return sequence(marks + numbers.joined(separator: ";"))
  }

  /// OSC: the title, the clipboard, a link, a notification, colours; ended by BEL, by ST, or by nothing.
  private mutating func command() -> [UInt8] {
    let begin = ["\u{1B}]", "\u{9D}"].randomElement(using: &random)!
    let text = [
      "0;owned", "2;owned", "52;c;b3duZWQ=", "8;;http://example.com", "9;owned", "4;1;#000", "777;x", "104",
    ]
    .randomElement(using: &random)!
    let end = ["\u{7}", "\u{1B}\\", "\u{9C}", ""].randomElement(using: &random)!
    return sequence(begin + text + end)
  }

  /// DCS, SOS, PM and APC, in seven bits and in eight.
  private mutating func string() -> [UInt8] {
    let begin = ["\u{1B}P", "\u{1B}X", "\u{1B}^", "\u{1B}_", "\u{90}", "\u{98}", "\u{9E}", "\u{9F}"]
      .randomElement(using: &random)!
    let text = ["$q\"p", "tmux;\u{1B}\u{1B}[2J", "Gf=100,a=T;AAAA", "+q544e"].randomElement(using: &random)!
    return sequence(begin + text + (Bool.random(using: &random) ? "\u{1B}\\" : ""))
  }

  /// Lone and missing continuations, overlong forms, surrogates, and what is past Unicode's end.
  private mutating func brokenUTF8() -> [UInt8] {
    let kinds: [[UInt8]] = [
      [0x80], [0x9B, 0x33, 0x31, 0x6D], [0xBF, 0xBF], [0xC0, 0x80], [0xC0, 0x9B], [0xC1, 0xBF], [0xC3],
      [0xE0, 0x80, 0x9B], [0xE0, 0x9F, 0xBF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
      [0xF0, 0x80, 0x80, 0x9B], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
      [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80], [0xFE], [0xFF],
    ]
    return (0..<length(1...6)).flatMap { _ in kinds.randomElement(using: &random)! }
  }

  private mutating func repeated(_ scalars: [Unicode.Scalar], _ range: ClosedRange<Int>) -> [UInt8] {
    var text = String.UnicodeScalarView()
    for _ in 0..<length(range) { text.append(scalars.randomElement(using: &random)!) }
    return Array(String(text).utf8)
  }

  private mutating func anyScalar() -> Unicode.Scalar {
    // The surrogates are none.
    Unicode.Scalar(UInt32.random(in: 0...0x10_FFFF, using: &random)) ?? "\u{10FFFF}"
  }

  private static let bidirectional: [Unicode.Scalar] = [
    "\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2067}", "\u{2068}",
    "\u{2069}",
    "\u{200E}", "\u{200F}", "\u{61C}", "\u{2028}", "\u{2029}", "א", "ع",
  ]

  private static let marks: [Unicode.Scalar] = [
    "\u{300}", "\u{301}", "\u{336}", "\u{489}", "\u{20DD}", "\u{E31}", "\u{FE20}", "\u{1AB0}", "e",
  ]

  private static let joined: [Unicode.Scalar] = [
    "\u{200D}", "\u{200D}", "\u{1F469}", "\u{1F468}", "\u{1F3FD}", "\u{FE0F}", "\u{FE0E}", "\u{1F1E7}",
    "\u{2764}",
  ]

  /// No-break space without width, soft hyphen, tags, private use, not characters, fillers, annotations.
  private static let invisible: [Unicode.Scalar] = [
    "\u{FEFF}", "\u{AD}", "\u{E0001}", "\u{E0041}", "\u{E007F}", "\u{E000}", "\u{F8FF}", "\u{F0000}",
    "\u{FFFE}", "\u{FFFF}", "\u{3164}", "\u{115F}", "\u{200B}", "\u{2060}", "\u{180E}", "\u{FFF9}",
    "\u{FFFB}",
    "\u{2800}", "\u{1D173}", "\u{E0100}",
  ]
}
