import TestSupport
import Testing

@testable import Wire

@Suite("Name")
struct NameTests {
  @Test(
    "takes letters, digits, marks and the three signs, of one script or an allowed mixture",
    arguments: [
      "a", "7", "ana", "Ana_Maria-2.0", "José", "Мария", "はな子", "カナ", "ハンナー", "한국어", "한자漢字", "漢字ㄅㄆ",
      "Ana漢字", "Anaはなカナ子", "Ana한국", "देवनागरी", "क्षत्रिय", "محمد", "שלום", "สมชาย", "คำ", "Σωκράτης", "Աննա",
      "Ñandú", "x\u{323}\u{302}", "Mª", "４２", "a.", "a-", "a__b",
    ])
  func accepts(name: String) throws {
    #expect(try !Name(name).bytes.isEmpty)
  }

  // The tables of the standard library are newer than libunistring's, which are those of Unicode 14.
  @Test("takes a letter or decimal digit of any script by itself if it is seen, and nothing else")
  func everyScalar() {
    for scalar in scalars(0x80...0x10FFFF) where scalar.value < 0x3400 || scalar.value % 17 == 0 {
      let properties = scalar.properties
      guard let age = properties.age, age.major <= 14 else { continue }
      let isAllowed =
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
          .decimalNumber:
          !properties.isDefaultIgnorableCodePoint
        default: false
        }
      guard ((try? Name(String(scalar))) != nil) != isAllowed else { continue }
      Issue.record("U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test("refuses an empty name")
  func empty() {
    #expect(throws: NameError.empty) { try Name("") }
  }

  @Test(
    "refuses what does not begin with a letter or digit",
    arguments: ["_a", "-a", ".a", "\u{301}a", "\u{93E}a"])
  func badStart(name: String) {
    #expect(throws: NameError.badStart) { try Name(name) }
  }

  @Test("refuses every ASCII character but letters, digits and the three signs")
  func asciiRepertoire() throws {
    for byte in UInt8(0)..<0x80 {
      let isAllowed =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
          true
        default: false
        }
      #expect(((try? Name([UInt8(ascii: "a"), byte])) != nil) == isAllowed, "byte \(byte)")
      #expect(((try? Name([0xC3, 0xA9, byte])) != nil) == isAllowed, "byte \(byte) after é")
    }
  }

  @Test(
    "refuses signs, blanks, what nobody sees, emoji and marks without a letter",
    arguments: [
      "a\u{A0}b", "a\u{3000}b", "a\u{200B}b", "a\u{200D}b", "a\u{FEFF}", "a\u{202E}b", "a\u{E0041}",
      "a\u{FE0F}",
      "a\u{34F}", "\u{115F}", "가\u{3164}", "a\u{2160}", "a²", "a’b", "a😀", "1\u{301}", "a_\u{301}",
      "a\u{20DD}",
      "a\u{85}", "a\u{E000}", "a：", "a＠", "a\u{2028}",
    ])
  func badCharacter(name: String) {
    #expect(throws: NameError.badCharacter) { try Name(name) }
  }

  @Test("counts scalars after NFC: 32 are a name, 33 are none")
  func length() throws {
    #expect(try Name(String(repeating: "a", count: 32)).bytes.count == 32)
    #expect(throws: NameError.tooLong) { try Name(String(repeating: "a", count: 33)) }
    // 64 scalars become 32.
    #expect(try Name(String(repeating: "e\u{301}", count: 32)).bytes.count == 64)
    #expect(throws: NameError.tooLong) { try Name(String(repeating: "e\u{301}", count: 33)) }
    // The longest spelling of the longest letters: 4 scalars, 8 bytes, for one.
    #expect(
      try Name(String(repeating: "\u{3B1}\u{313}\u{300}\u{345}", count: 32)).description.unicodeScalars.count
        == 32)
    #expect(throws: NameError.tooLong) { try Name(String(repeating: "\u{20000}", count: 33)) }
    #expect(try Name(String(repeating: "\u{20000}", count: 32)).bytes.count == 128)
    #expect(throws: NameError.tooLong) { try Name([UInt8](repeating: 0xC3, count: 60_000)) }
  }

  @Test("lets four nonspacing marks stand in a row, not five")
  func marks() throws {
    let mark = "\u{323}\u{302}\u{32D}\u{324}"
    #expect(try Name("q" + mark).description.unicodeScalars.count == 5)
    #expect(throws: NameError.badCharacter) { try Name("q" + mark + "\u{330}") }
  }

  @Test(
    "refuses scripts and decimal systems that do not go together",
    arguments: [
      "Anа", "раypal", "Σigma", "Ana한はな", "はな한", "ㄅはな", "한ㄅ", "Аlice", "देवabc", "a\u{93E}", "1\u{661}",
      "𝐀на",
      "Ａна",
    ])
  func mixedScripts(name: String) {
    #expect(throws: NameError.mixedScripts) { try Name(name) }
  }

  @Test("refuses what is no UTF-8")
  func invalidUTF8() {
    for bytes: [UInt8] in [[0xFF], [0xC3], [0x61, 0xED, 0xA0, 0x80], [0xC0, 0xAF]] {
      #expect(throws: NameError.invalidUTF8) { try Name(bytes) }
    }
  }

  @Test("is kept in NFC")
  func normalised() throws {
    #expect(try Name("Jose\u{301}").bytes == Array("Jos\u{E9}".utf8))
    #expect(try Name("\u{212B}ke").bytes == Array("\u{C5}ke".utf8))
    #expect(try Name("Jose\u{301}").description == "José")
  }

  @Test(
    "is the same as one with the same case fold",
    arguments: [
      ("ana", "ANA"), ("José", "jose\u{301}"), ("STRASSE", "straße"), ("Мария", "МАРИЯ"),
      ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
      ("Ana", "Ａｎａ"), ("Ana", "𝐀𝐧𝐚"), ("คำ", "ค\u{E4D}า"), ("\u{FB01}m", "FIM"),
    ])
  func same(one: String, other: String) throws {
    let (one, other) = (try Name(one), try Name(other))
    #expect(one == other)
    #expect(one.key == other.key)
    #expect(one.hashValue == other.hashValue)
  }

  @Test("is another where the letters differ")
  func different() throws {
    #expect(try Name("jose") != Name("josé"))
    #expect(try Name("ana") != Name("ana_"))
  }

  @Test("has the key of its fold in NFC")
  func key() throws {
    #expect(try Name("ANA.b-C_9").key == Array("ana.b-c_9".utf8))
    #expect(try Name("JOSÉ").key == Array("jos\u{E9}".utf8))
  }

  @Test("comes out of the journal as it went in, even if the rules have changed since")
  func stored() throws {
    for name in ["Ana", "José", "Мария"] {
      let accepted = try Name(name)
      let stored = Name(stored: accepted.bytes)
      #expect(stored.bytes == accepted.bytes)
      #expect(stored.key == accepted.key)
    }
    #expect(Name(stored: Array("Olá Mundo".utf8)).description == "Olá Mundo")
    #expect(Name(stored: [0xFF, 0x41]).key == [0xFF, 0x61])
    #expect(Name(stored: []).bytes.isEmpty)
  }

  @Test("takes any bytes without crashing")
  func anyBytes() {
    var random = SeededRandom(seed: 1)
    for _ in 0..<3_000 {
      let bytes = random.bytes(upTo: 80)
      guard let name = try? Name(bytes) else { continue }
      #expect((try? Name(name.bytes))?.bytes == name.bytes)
    }
  }

  @Test("is itself when parsed again, for random letters of all scripts")
  func idempotent() throws {
    var random = SeededRandom(seed: 2)
    for _ in 0..<3_000 {
      guard let name = try? Name(random.string(upTo: 6)) else { continue }
      #expect(try Name(name.bytes).bytes == name.bytes)
      #expect(try Name(name.bytes).key == name.key)
      #expect(name.bytes.allSatisfy { !Array(":[*!@#>\\ \t".utf8).contains($0) })
    }
  }
}
