import Terminal

extension FuzzTarget {
  /// What a terminal sends, which gives the same keys whatever pieces it comes in. The first byte of the
  /// input is the pieces' length.
  static let keys = FuzzTarget("keys") { bytes in
    let size = Int(bytes.first ?? 0) % 16 + 1
    let sent = bytes.dropFirst()
    var whole = KeyDecoder()
    let keys = whole.decode(sent, at: 0) + whole.expire(at: late)
    var decoder = KeyDecoder()
    var pieces: [Key] = []
    var rest = sent
    while !rest.isEmpty {
      pieces += decoder.decode(rest.prefix(size), at: 0)
      rest = rest.dropFirst(size)
    }
    pieces += decoder.expire(at: late)
    try hold(pieces == keys, "other keys in pieces of \(size)")
    for key in keys { try check(key) }
    // Nothing stays behind that would change what is typed next.
    let next = decoder.decode([0x18, UInt8(ascii: "x")], at: 2 * late)
    try hold(next.last == .character("x"), "what is typed next is lost")
    try hold(decoder.deadline == nil, "waiting for nothing")
    try checkPaste(sent.filter { $0 != 0x1B })
  }

  /// The bytes as a paste, which is a text of theirs with one kind of line break and no other control
  /// character but TAB.
  private static func checkPaste(_ bytes: [UInt8]) throws {
    var decoder = KeyDecoder()
    let marked = Array("\u{1B}[200~".utf8) + bytes + Array("\u{1B}[201~".utf8)
    var expected = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\n" where previous == "\r": break
      case "\r", "\n": expected.append("\n")
      default:
        let isControl = scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
        if scalar == "\t" || !isControl { expected.append(scalar) }
      }
      previous = scalar
    }
    let keys = decoder.decode(marked, at: 0)
    try hold(keys == [.paste(Paste(text: String(expected)))], "\(keys) pasted of \(bytes)")
  }

  /// When a paste and a sequence that were broken off are given up.
  private static let late = KeyDecoder.pasteMilliseconds + KeyDecoder.escapeMilliseconds

  private static func check(_ key: Key) throws {
    switch key {
    case .character(let character), .alt(let character):
      let scalars = character.unicodeScalars
      try hold(scalars.count == 1, "a key of \(scalars.count) scalars")
      let isControl = scalars.contains { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
      try hold(!isControl, "a control character as a key")
    case .paste(let paste):
      try hold(paste.text.utf8.count <= KeyDecoder.maximumPasteBytes, "a paste that is too long")
    default: break
    }
  }
}
