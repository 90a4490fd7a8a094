import Terminal
import TestSupport
import Testing

@Suite("The key decoder")
struct KeyDecoderTests {
  @Test(
    "tells characters, and keys with Ctrl and Alt",
    arguments: [
      ("a", [.character("a")]),
      ("ç日🙂", [.character("ç"), .character("日"), .character("🙂")]),
      ("e\u{301}", [.character("e"), .character("\u{301}")]),
      ("\u{85}x", [.character("x")]),
      ("\r", [.enter]), ("\n", [.control("j")]), ("\t", [.tab]), ("\u{7F}", [.backspace]),
      ("\u{8}", [.control("h")]), ("\u{0}", [.control("@")]),
      ("\u{1}\u{3}\u{1A}", [.control("a"), .control("c"), .control("z")]),
      ("\u{1C}\u{1D}\u{1E}\u{1F}", [.control("\\"), .control("]"), .control("^"), .control("_")]),
      ("\u{1B}b", [.alt("b")]), ("\u{1B}é", [.alt("é")]), ("\u{1B}\r", [.altEnter]),
      ("\u{1B}\n", [.altEnter]),
      ("\u{1B}\u{7F}\u{1B}\u{8}", [.altBackspace, .altBackspace]),
      ("\u{1B}\u{3}", [.escape, .control("c")]), ("\u{1B}\t", [.escape, .tab]),
      ("\u{1B}\u{1B}x", [.escape, .alt("x")]), ("\u{1B}\u{1B}\u{1B}x", [.escape, .escape, .alt("x")]),
    ] as [(String, [Key])])
  func characters(bytes: String, keys: [Key]) {
    expect(bytes, keys)
  }

  @Test(
    "tells every key that has a sequence",
    arguments: [
      (["[A", "OA", "[1;2A", "[a", "Oa", "[1;5A"], .up),
      (["[B", "OB", "[1;2B", "[b", "Ob"], .down),
      (["[C", "OC", "[1;2C", "[c"], .right),
      (["[D", "OD", "[1;2D", "[d"], .left),
      (["[1;5C", "[1;3C", "[1;7C", "Oc", "O5C", "\u{1B}[C", "\u{1B}OC", "[1;5:1C"], .wordRight),
      (["[1;5D", "[1;3D", "Od", "O5D", "\u{1B}[D"], .wordLeft),
      (["[H", "OH", "[1~", "[7~", "[1;5H", "[7^", "[7$"], .home),
      (["[F", "OF", "[4~", "[8~", "[1;5F", "[8@"], .end),
      (["[2~"], .insert), (["[3~", "[3;5~", "[3$"], .delete), (["[5~", "[5;2~"], .pageUp),
      (["[6~"], .pageDown),
      (["[Z", "[9;2u", "[27;2;9~"], .backTab), (["OM", "[13u", "[13;1u"], .enter),
      (["[13;2u", "[13;5u", "[27;2;13~", "[13;3u"], .altEnter), (["[127;5u"], .altBackspace),
      (["[27u"], .escape),
      (["OP", "[P", "[11~", "[[A"], .function(1)), (["OS", "[14~", "[[D"], .function(4)),
      (["[15~", "[[E"], .function(5)), (["[24~"], .function(12)), (["[1;2P", "[25~"], .function(13)),
      (["[24;5~"], .function(36)), (["[34~"], .function(20)),
      (["Op"], .character("0")), (["Ok"], .character("+")), (["[97;5u"], .control("a")),
      (["[97;3u"], .alt("a")),
      (["[97;2u"], .character("A")), (["[97;1:1u"], .character("a")),
      (["[I"], .focus(true)), (["[O"], .focus(false)),
    ] as [([String], Key)])
  func sequences(sequences: [String], key: Key) {
    for sequence in sequences { expect("\u{1B}" + sequence, [key]) }
  }

  @Test(
    "swallows whole what it does not know",
    arguments: [
      "[?1;2c", "[>0;276;0c", "[24;80R", "[?2004;1$y", "[99~", "[201~", "[1;1;1A", "[97;1:3u", "[1;5:3A",
      "[;;;m", "[3;2C",
      "]11;rgb:0000/0000/0000\u{7}", "]0;title\u{1B}\\", "P1+r544e=787465726d\u{1B}\\", "_x\u{1B}\\",
      "^y\u{18}",
      "Xz\u{1A}", "Oz", "[[Z", "[<0;1M", "[<0;0;1M", "[<35;5;5M", "[<66;5;5M", "[<128;5;5M", "[<64;5;5m",
      "[<0;-1;1M", "[M\u{0}!!", "[M \u{0}!", "[1114112u", "[55296u", "[2u",
    ])
  func unknown(sequence: String) {
    expect("\u{1B}" + sequence + "x", [.character("x")])
  }

  @Test("loses no key that breaks off a sequence")
  func brokenOff() {
    expect("\u{1B}[12\u{3}", [.control("c")])
    expect("\u{1B}[12\u{1B}[A", [.up])
    expect("\u{1B}[\u{3}", [.alt("["), .control("c")])
    expect("\u{1B}O\r", [.alt("O"), .enter])
    expect("\u{1B}]\r", [.alt("]"), .enter])
    expect("\u{1B}]2;x\u{3}", [.control("c")])
    expect("\u{1B}]2;x\u{1B}[A", [.up])
    expect("\u{1B}P\u{1B}x", [.alt("P"), .alt("x")])
    expect("\u{1B}[M \u{3}", [.control("c")])
    expect("\u{1B}[é", [.alt("["), .character("é")])
  }

  @Test("tells what the mouse does, in both encodings")
  func mouse() {
    func event(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int, _ button: Int) -> [Key] {
      [.mouse(MouseEvent(kind, at: Point(column: column, row: row), button: button))]
    }
    expect("\u{1B}[<0;1;1M", event(.press, 0, 0, 1))
    expect("\u{1B}[<0;300;200m", event(.release, 299, 199, 1))
    expect("\u{1B}[<2;80;24M", event(.press, 79, 23, 3))
    expect("\u{1B}[<20;80;24M", event(.press, 79, 23, 1))
    expect("\u{1B}[<64;5;6M", event(.wheelUp, 4, 5, 0))
    expect("\u{1B}[<65;5;6M", event(.wheelDown, 4, 5, 0))
    expect("\u{1B}[<0;1114111;1M", event(.press, 0x10_FFFE, 0, 1))
    expect("\u{1B}[<0;99999999999999999999;1M", event(.press, 0x10_FFFF, 0, 1))
    expect("\u{1B}[M !!", event(.press, 0, 0, 1))
    expect("\u{1B}[M#*+", event(.release, 9, 10, 0))
    expect("\u{1B}[M`!\"", event(.wheelUp, 0, 1, 0))
    expect(bytes: [0x1B, 0x5B, 0x4D, 0x20, 0xFF, 0xFE], event(.press, 222, 221, 1))
  }

  @Test("makes U+FFFD of broken UTF-8, as String does")
  func brokenUTF8() {
    let samples: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xE2, 0x82, 0x41], [0xF0, 0x9F, 0x99], [0xED, 0xA0, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xC3, 0xC3, 0xA9], [0x80, 0x41], [0xE0, 0x9F, 0xBF],
      [0xF1, 0x80, 0xE1, 0x80, 0xC0],
    ]
    for sample in samples {
      let expected = String(decoding: sample + [0x2E], as: UTF8.self).unicodeScalars
      expect(bytes: sample + [0x2E], expected.map { .character(Character($0)) })
    }
    expect(bytes: [0x1B, 0xC3, 0x41], [.alt("\u{FFFD}"), .character("A")])
    expect(bytes: [0xC3, 0x1B, 0x5B, 0x41], [.character("\u{FFFD}"), .up])
  }

  @Test("waits for more after an ESC, and no longer than its time")
  func escape() {
    for (bytes, keys) in [
      ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]), ("\u{1B}[", [.alt("[")]),
      ("\u{1B}O", [.alt("O")]), ("\u{1B}]", [.alt("]")]), ("\u{1B}\u{1B}[", [.escape, .alt("[")]),
      ("\u{1B}]\u{1B}", [.alt("]"), .escape]), ("\u{1B}[1;", []), ("\u{1B}]0;", []), ("\u{1B}[[", []),
      ("\u{1B}[M !", []), ("\u{1B}]0;x\u{1B}", [.escape]),
    ] as [(String, [Key])] {
      var decoder = KeyDecoder()
      #expect(decoder.decode(bytes.utf8, at: 1_000) == [])
      #expect(decoder.deadline == 1_050)
      #expect(decoder.decode([], at: 1_020) == [])
      #expect(decoder.expire(at: 1_049) == [])
      #expect(decoder.expire(at: 1_050) == keys, "\(bytes.debugDescription)")
      #expect(decoder.deadline == nil)
      #expect(decoder.expire(at: 9_000) == [])
      #expect(decoder.decode("[A".utf8, at: 1_060) == [.character("["), .character("A")])
    }
  }

  @Test("has no deadline where nothing waits, nor in the midst of a character")
  func noDeadline() {
    var decoder = KeyDecoder()
    #expect(decoder.deadline == nil)
    _ = decoder.decode("a\u{1B}[A".utf8, at: 5)
    #expect(decoder.deadline == nil)
    _ = decoder.decode([0xE2, 0x82], at: 5)
    #expect(decoder.deadline == nil)
    #expect(decoder.decode([0xAC], at: 900_000) == [.character("€")])
  }

  @Test("reads a sequence up to its longest, and swallows one byte more")
  func longest() {
    let longest = "\u{1B}[" + String(repeating: "0", count: 61) + "A"
    #expect(longest.utf8.count == 64)
    // Leading zeros do not matter: the parameter is a modifier, and none.
    expect(longest, [.up])
    expect("\u{1B}[0" + longest.dropFirst(2) + "x", [.character("x")])
  }

  @Test("swallows no more than its limit, and then is itself again")
  func swallowed() {
    for (begin, inside) in [("\u{1B}]0", ";"), ("\u{1B}P0", ";")] {
      let most = begin + String(repeating: inside, count: 65_535)
      expect(most + "x", [])
      expect(most + "xy", [.character("y")])
    }
    let most = "\u{1B}[" + String(repeating: ";", count: 62 + 65_536)
    expect(most + "Ax", [.character("x")])
    expect(most + ";Ax", [.character("A"), .character("x")])
  }

  @Test("gives the same keys however hostile bytes are split")
  func splits() {
    var random = SeededRandom(seed: 3)
    let pieces: [[UInt8]] =
      [
        "\u{1B}", "[", "O", "]", "200~", "201~", "\u{1B}[200~", "\u{1B}[201~", "<0;3;4M", "1;5C", "M", "$",
        "\u{7}",
        "\u{1B}\\", "é", "日", "🙂", "\r", "\n", "a", "5~", "\u{1B}[M", "[[A", ";", "P", "\u{18}", "27;2;13~",
        "u",
      ]
      .map { Array($0.utf8) } + [[0xFF], [0xC3], [0xF0, 0x9F], [0x80], [0]]
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 1...30, using: &random))
        .flatMap { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      var whole = KeyDecoder()
      let expected = whole.decode(bytes, at: 0) + whole.expire(at: 50_000)
      var split = KeyDecoder()
      var keys: [Key] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...min(4, rest.count), using: &random)
        keys += split.decode(rest.prefix(count), at: 0)
        rest.removeFirst(count)
      }
      keys += split.expire(at: 50_000)
      #expect(keys == expected, "\(bytes)")
      // And it always becomes itself again: nothing stays behind.
      #expect(split.decode([0x18, 0x78], at: 99_000).last == .character("x"))
    }
  }

  private func expect(_ text: String, _ keys: [Key]) {
    expect(bytes: Array(text.utf8), keys)
  }

  /// In one piece, and byte by byte.
  private func expect(bytes: [UInt8], _ keys: [Key]) {
    var whole = KeyDecoder()
    #expect(whole.decode(bytes, at: 0) == keys, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    var split = KeyDecoder()
    #expect(bytes.flatMap { split.decode([$0], at: 0) } == keys)
  }
}
