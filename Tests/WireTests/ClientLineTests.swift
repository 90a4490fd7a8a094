import TestSupport
import Testing

@testable import Wire

@Suite("ClientLine")
struct ClientLineTests {
  private func parse(
    _ line: String, _ stage: ClientLine.Stage = .chatting, _ dialect: Dialect = .plain
  ) throws(ClientLineError) -> ClientLine {
    try ClientLine.parse(utf8(line), stage: stage, dialect: dialect)
  }

  private func text(_ string: String) throws -> Text { try Text(utf8(string), allowingLineBreaks: true) }

  // MARK: Naming

  @Test("is a name at first", arguments: Dialect.allCases)
  func name(dialect: Dialect) throws {
    #expect(try parse("José", .naming, dialect) == .name(try Name("José")))
    #expect(try parse("", .naming, dialect) == .nothing)
  }

  @Test(
    "is refused where a name is asked for and none is given",
    arguments: [
      "ana maria", " ana", "ana ", "@ana", "#sair", "#quem 1", "*", "ana:", "Anа", "GET /", "a b HTTP",
      " / HTTP/1.1",
    ])
  func badName(line: String) {
    for dialect in Dialect.allCases {
      #expect(throws: ClientLineError.mistake(.nameMalformed)) { try parse(line, .naming, dialect) }
    }
  }

  @Test(
    "is an offence if it is an HTTP request in place of a name",
    arguments: ["GET / HTTP/1.1", "CONNECT localhost:7443 HTTP/1.0", "PRI * HTTP/2.0", "M-SEARCH * HTTP/1.1"])
  func httpRequest(line: String) throws {
    for dialect in Dialect.allCases {
      #expect(throws: ClientLineError.offence(.httpRequest)) { try parse(line, .naming, dialect) }
    }
    #expect(try parse(line, .chatting) == .say(try text(line)))
  }

  @Test(
    "takes a session up in the numbered dialect, in place of a name",
    arguments: ["#retomar", "#resume", "#RETOMAR"])
  func resume(command: String) throws {
    let line = command + " AAECAwQFBgcICQoLDA0ODw 42"
    #expect(try parse(line, .naming, .numbered) == .resume(token: Array(0..<16), after: 42))
    #expect(throws: ClientLineError.mistake(.nameMalformed)) { try parse(line, .naming, .plain) }
    #expect(throws: ClientLineError.mistake(.noSuchCommand)) { try parse(line, .chatting, .numbered) }
  }

  @Test(
    "finds no session where the token or the sequence number is malformed",
    arguments: [
      "#retomar", "#retomar ", "#retomar AAECAwQFBgcICQoLDA0ODw", "#retomar AAECAwQFBgcICQoLDA0ODw ",
      "#retomar AAECAwQFBgcICQoLDA0ODw x", "#retomar AAECAwQFBgcICQoLDA0OD 1",
      "#retomar AAECAwQFBgcICQoLDA0ODwA 1",
      "#retomar AAECAwQFBgcICQoLDA0ODw== 1", "#retomar AAECAwQFBgcICQoLDA0ODx 1",
      "#retomar AAECAwQFBgcICQoLDA0ODw 1 1", "#retomar AAECAwQFBgcICQoLDA0ODw  1",
      "#retomar AAECAwQFBgcICQoLDA0ODw 9223372036854775808",
    ])
  func badResume(line: String) {
    #expect(throws: ClientLineError.mistake(.noSuchSession)) { try parse(line, .naming, .numbered) }
  }

  // MARK: Public text

  @Test(
    "is public text, its mark taken off",
    arguments: [
      ("olá", "olá"), ("##x", "#x"), ("@@x", "@x"), ("##", "#"), ("@@", "@"), ("###", "##"),
      ("@@ana oi", "@ana oi"),
      ("##sair", "#sair"), ("  x @ana", "  x @ana"), (" ", " "), ("\tx", "\tx"), ("?", "?"),
      ("a\\nb\\", "a\\nb\\"),
      ("## #", "# #"), ("é", "é"), ("\u{3000}x", "\u{3000}x"), ("* x", "* x"), ("1 x", "1 x"),
    ])
  func say(line: String, expected: String) throws {
    #expect(try parse(line) == .say(try text(expected)))
  }

  @Test("is nothing if it is empty", arguments: Dialect.allCases)
  func nothing(dialect: Dialect) throws {
    #expect(try parse("", .chatting, dialect) == .nothing)
  }

  @Test(
    "is refused where something unseen hides a mark",
    arguments: [
      " @ana x", "\t@ana x", "  \t #sair", "\u{A0}@ana", "\u{3000}#sair", "\u{2003}@@x", "\u{FEFF}@ana x",
      "\u{200B}#sair",
      "\u{200F}@ana", " \u{1680}\u{205F}@",
    ])
  func slip(line: String) {
    for dialect in Dialect.allCases {
      #expect(throws: ClientLineError.mistake(.notAllowed)) { try parse(line, .chatting, dialect) }
    }
  }

  @Test("is refused where line breaks hide a mark, but not where the mark begins a later line")
  func slipAfterBreak() throws {
    #expect(throws: ClientLineError.mistake(.notAllowed)) { try parse("\\n@ana x", .chatting, .numbered) }
    #expect(throws: ClientLineError.mistake(.notAllowed)) { try parse(" \\n #sair", .chatting, .numbered) }
    #expect(try parse("x\\n@ana", .chatting, .numbered) == .say(try text("x\n@ana")))
  }

  @Test(
    "is refused with characters that are not allowed",
    arguments: ["a\rb", "a\u{1B}[0m", "a\u{7F}", "a\u{85}", "a\u{2028}", "a\u{202E}b"])
  func notAllowed(line: String) {
    for front in ["", "@@", "##", "@ana "] {
      #expect(throws: ClientLineError.mistake(.notAllowed)) { try parse(front + line) }
    }
  }

  @Test("has a text of 4,096 bytes at most, its marks and escapes not counted")
  func tooLong() throws {
    let longest = String(repeating: "a", count: 4_096)
    for front in ["", "@ana "] {
      _ = try parse(front + longest)
      #expect(throws: ClientLineError.mistake(.tooLong)) { try parse(front + longest + "a") }
    }
    #expect(try parse("#" + "#" + longest.dropFirst()) == .say(try text("#" + longest.dropFirst())))
    let backslashes = String(repeating: "\\\\", count: 4_096)
    #expect(
      try parse(backslashes, .chatting, .numbered) == .say(try text(String(repeating: "\\", count: 4_096))))
    #expect(throws: ClientLineError.mistake(.tooLong)) { try parse(backslashes + "a", .chatting, .numbered) }
  }

  @Test("has a text of 64 lines at most")
  func tooManyLines() throws {
    let longest = String(repeating: "a\\n", count: 63) + "a"
    #expect(
      try parse(longest, .chatting, .numbered) == .say(try text(String(repeating: "a\n", count: 63) + "a")))
    #expect(throws: ClientLineError.mistake(.tooLong)) { try parse(longest + "\\n", .chatting, .numbered) }
    #expect(throws: ClientLineError.mistake(.tooLong)) {
      try parse("@ana " + longest + "\\n", .chatting, .numbered)
    }
  }

  @Test("unescapes texts in the numbered dialect")
  func unescapes() throws {
    #expect(try parse("a\\nb\\\\c", .chatting, .numbered) == .say(try text("a\nb\\c")))
    #expect(try parse("@ana a\\nb", .chatting, .numbered) == .whisper(to: try Name("ana"), try text("a\nb")))
    #expect(try parse("##a\\nb", .chatting, .numbered) == .say(try text("#a\nb")))
    for line in ["a\\", "a\\tb", "@ana \\x", "##\\"] {
      #expect(throws: ClientLineError.mistake(.notAllowed)) { try parse(line, .chatting, .numbered) }
    }
  }

  // MARK: Private text

  @Test(
    "is private text, split at the first blank",
    arguments: [
      ("@ana oi", "ana", "oi"), ("@ana\toi", "ana", "oi"), ("@ana  oi", "ana", " oi"),
      ("@はな子\u{3000}oi", "はな子", "oi"),
      ("@JOSE\u{301} a b", "JOSÉ", "a b"), ("@ana @bia oi", "ana", "@bia oi"), ("@ana #sair", "ana", "#sair"),
      ("@ana\u{A0}é", "ana", "é"), ("@ana ##x", "ana", "##x"),
    ])
  func whisper(line: String, name: String, words: String) throws {
    #expect(try parse(line) == .whisper(to: try Name(name), try text(words)))
  }

  @Test("is refused without a text", arguments: ["@ana", "@ana ", "@ana\t"])
  func whisperNothing(line: String) {
    #expect(throws: ClientLineError.mistake(.notAllowed)) { try parse(line) }
  }

  @Test(
    "is refused where the addressee is no name",
    arguments: ["@", "@ ana oi", "@ana: oi", "@a@b oi", "@#a oi", "@-a oi", "@Anа oi"])
  func whisperNobody(line: String) {
    #expect(throws: ClientLineError.mistake(.nameMalformed)) { try parse(line) }
  }

  // MARK: Commands

  @Test(
    "is a command in either language",
    arguments: [
      ("#sair", ClientLine.leave), ("#quit", .leave), ("#quem", .who), ("#who", .who), ("#ajuda", .help),
      ("#help", .help),
      ("#SAIR", .leave), ("#Who", .who), ("#sair ", .leave), ("#sair\t \u{3000}", .leave),
      ("#historico", .history(count: 20)), ("#history", .history(count: 20)),
      ("#historico ", .history(count: 20)),
      ("#historico 1", .history(count: 1)), ("#HISTORY 500", .history(count: 500)),
      ("#historico  07 ", .history(count: 7)), ("#minhas-chaves", .keys), ("#Keys ", .keys),
      ("#adotar sha256//x=", .adopt(Array("sha256//x=".utf8))), ("#adopt  y ", .adopt(Array("y".utf8))),
      ("#remover\tx", .remove(Array("x".utf8))), ("#REMOVE x", .remove(Array("x".utf8))),
    ])
  func commands(line: String, expected: ClientLine) throws {
    for dialect in Dialect.allCases { #expect(try parse(line, .chatting, dialect) == expected) }
  }

  @Test("asks for the keys of a name", arguments: ["#minhas-chaves Ana", "#KEYS  Ana\t", "#keys\u{3000}Ana"])
  func keysOf(line: String) throws {
    for dialect in Dialect.allCases {
      #expect(try parse(line, .chatting, dialect) == .keysOf(try Name("Ana")))
    }
  }

  @Test(
    "is no command with another name or another argument",
    arguments: [
      "#", "# sair", "#sai", "#sair já", "#quem x", "#ajuda 1", "#historico 0", "#historico 501",
      "#historico x",
      "#historico -1", "#historico +1", "#historico 1 2", "#historico 1x", "#historico ٣", "#histórico",
      "#historico 99999999999999999999", "#retomar", "#sair\u{85}",
      "#historico antes 7", "#historico 5 antes", "#historico 5 antes 0", "#historico 0 antes 7",
      "#historico 501 antes 7", "#historico 5 antes 9223372036854775808", "#historico 5 antes -1",
      "#historico 5 antes x", "#historico 5 antes 7 8", "#historico 5 depois 7", "#historico 5 antes7",
      "#historico 5 antés 7", "#historico 7 5", "#quem antes 7", "#adotar", "#adotar x y", "#remover",
      "#remover x y", "#minhas-chaves x y", "#keys @x", "#keys -x", "#chaves",
    ])
  func noCommand(line: String) {
    for dialect in Dialect.allCases {
      #expect(throws: ClientLineError.mistake(.noSuchCommand)) { try parse(line, .chatting, dialect) }
    }
  }

  @Test(
    "asks for what is older than a sequence number, in the numbered dialect only",
    arguments: [
      ("#historico 1 antes 1", 1, 1), ("#history 500 before 7", 500, 7), ("#historico 5 before 7", 5, 7),
      ("#history 5 antes 7", 5, 7), ("#HISTORICO 5 ANTES 7", 5, 7), ("#History 5 Before 7", 5, 7),
      ("#historico 05\tantes\u{3000} 007 ", 5, 7),
      ("#historico 500 antes 9223372036854775807", 500, UInt64(Int64.max)),
    ] as [(String, Int, UInt64)])
  func older(line: String, count: Int, before: UInt64) throws {
    #expect(try parse(line, .chatting, .numbered) == .history(count: count, before: before))
    #expect(throws: ClientLineError.mistake(.noSuchCommand)) { try parse(line, .chatting, .plain) }
  }

  @Test(
    "throws somebody out, for 0 minutes where none are given and a week at the most",
    arguments: [
      ("#expulsar José", "José", 0), ("#kick ana", "ana", 0), ("#KICK  ana\t10 ", "ana", 10),
      ("#kick ana 0", "ana", 0), ("#kick ana 10080", "ana", 10_080),
    ] as [(String, String, UInt32)])
  func kick(line: String, name: String, minutes: UInt32) throws {
    for dialect in Dialect.allCases {
      #expect(try parse(line, .chatting, dialect) == .kick(try Name(name), minutes: minutes))
    }
  }

  @Test("bans and pardons whatever is one word of 64 bytes at the most")
  func bans() throws {
    let longest = String(repeating: "a", count: ClientLine.maximumSubjectBytes)
    for dialect in Dialect.allCases {
      for word in ["192.0.2.7", "sha256//AA=", longest] {
        for command in ["#banir", "#ban"] {
          #expect(try parse("\(command) \(word)", .chatting, dialect) == .ban(utf8(word)))
        }
        for command in ["#perdoar", "#PARDON "] {
          #expect(try parse("\(command) \(word) ", .chatting, dialect) == .pardon(utf8(word)))
        }
      }
    }
  }

  @Test(
    "throws nobody out and bans nobody with something else behind the command",
    arguments: [
      "#kick", "#kick ", "#kick @ana", "#kick ana 10081", "#kick ana -1", "#kick ana x", "#kick ana 1 2",
      "#kick 1 ana", "#ban", "#ban ", "#ban a b", "#pardon", "#pardon a b",
      "#ban " + String(repeating: "a", count: 65), "#pardon " + String(repeating: "a", count: 65),
    ])
  func noBan(line: String) {
    for dialect in Dialect.allCases {
      #expect(throws: ClientLineError.mistake(.noSuchCommand)) { try parse(line, .chatting, dialect) }
    }
  }

  // MARK: Whatever comes

  @Test("comes from any bytes without crashing, and keeps the rules of texts")
  func anyBytes() {
    var random = SeededRandom(seed: 8)
    for round in 0..<4_000 {
      let bytes = round % 2 == 0 ? random.protocolBytes(upTo: 24) : random.bytes(upTo: 24)
      for dialect in Dialect.allCases {
        _ = try? ClientLine.parse(bytes, stage: .naming, dialect: dialect)
        guard case .say(let text)? = try? ClientLine.parse(bytes, stage: .chatting, dialect: dialect) else {
          continue
        }
        #expect(
          !Blank.hidesMark(in: text.bytes) || bytes.starts(with: utf8("#")) || bytes.starts(with: utf8("@")))
        #expect(dialect == .numbered || !text.bytes.contains(.lineFeed))
      }
    }
  }

  // Looking at all of them for each of them would take minutes.
  @Test("is not slowed down by 64 KiB of blanks")
  func manyBlanks() {
    let spent = TestClock.processorMilliseconds {
      for blank in [" ", "\u{3000}"] {
        let blanks = String(repeating: blank, count: 65_000 / blank.utf8.count)
        for front in ["", "#historico", "#sair", "@ana", "@", "#retomar", "#kick a 1"] {
          for stage in [ClientLine.Stage.naming, .chatting] {
            #expect(throws: ClientLineError.self) { try parse(front + blanks + "x", stage, .numbered) }
          }
        }
      }
    }
    #expect(spent < 10_000)
  }
}
