import TestSupport
import Testing

@testable import Wire

@Suite("ServerLine")
struct ServerLineTests {
  private func parse(_ line: String) -> ServerLine { ServerLine.parse(utf8(line)) }

  @Test("is an answer")
  func answers() {
    #expect(parse("+7 42") == .accepted(number: 7, sequence: 42))
    #expect(parse("+7 -") == .accepted(number: 7, sequence: nil))
    #expect(parse("!7 too-long é muito") == .refused(number: 7, code: "too-long", words: "é muito"))
    #expect(parse("!0 offence tchau") == .refused(number: 0, code: "offence", words: "tchau"))
    #expect(parse("!7 new-code") == .refused(number: 7, code: "new-code", words: ""))
  }

  @Test("is an entry, an old one with ~", arguments: [false, true])
  func entries(isOld: Bool) {
    let front = isOld ? "~5 9 " : "5 9 "
    #expect(
      parse(front + "ana: a: b\\n\\\\")
        == .said(sequence: 5, milliseconds: 9, from: "ana", text: "a: b\n\\", isOld: isOld))
    #expect(
      parse(front + "[privado] ana>José: o>i: x")
        == .whispered(sequence: 5, milliseconds: 9, from: "ana", to: "José", text: "o>i: x", isOld: isOld))
    #expect(parse(front + "* joined ana") == .joined(sequence: 5, milliseconds: 9, name: "ana", isOld: isOld))
    for reason in LeaveReason.allCases {
      #expect(
        parse(front + "* left ana \(reason.rawValue)")
          == .left(sequence: 5, milliseconds: 9, name: "ana", reason: reason, isOld: isOld))
    }
  }

  @Test("is what somebody did who runs the room, an old one with ~", arguments: [false, true])
  func announcements(isOld: Bool) {
    let lines: [(String, Announcement)] = [
      ("* kicked bia ana 10", .kicked(name: "bia", by: "ana", minutes: 10)),
      ("* banned 192.0.2.7 ana", .banned("192.0.2.7", by: "ana")),
      ("* banned sha256//AA= ana", .banned("sha256//AA=", by: "ana")),
      ("* pardoned 2001:db8::7 ana", .pardoned("2001:db8::7", by: "ana")),
    ]
    for (line, announcement) in lines {
      #expect(
        parse((isOld ? "~5 9 " : "5 9 ") + line)
          == .announced(sequence: 5, milliseconds: 9, announcement, isOld: isOld))
    }
  }

  @Test("is a setting or a ping")
  func settings() {
    #expect(parse("= ready") == .setting(key: "ready", value: ""))
    #expect(parse("= gap 1 9") == .setting(key: "gap", value: "1 9"))
    #expect(parse("?") == .ping)
  }

  @Test("shows what a later or a hostile server sends as far as it can")
  func lenient() {
    #expect(
      parse("5 9 * left ana bored")
        == .left(sequence: 5, milliseconds: 9, name: "ana", reason: nil, isOld: false))
    #expect(
      parse("5 9 a\u{1B}b: x\\t")
        == .said(sequence: 5, milliseconds: 9, from: "a\u{1B}b", text: "x\\t", isOld: false))
    #expect(
      ServerLine.parse(utf8("5 9 a: ") + [0xFF])
        == .said(sequence: 5, milliseconds: 9, from: "a", text: "\u{FFFD}", isOld: false))
  }

  @Test(
    "is unknown where it is nothing of these",
    arguments: [
      "", "x", "??", "+", "+7", "+x 1", "+7 x", "+7 ", "!", "!7", "!7 ", "!x too-long y", "=", "=x", "= ",
      "~", "5", "5 9",
      "5 9 ", "5 x ana: oi", "x 9 ana: oi", "5 9 ana", "5 9 ana:oi", "5 9 * danced ana: x", "5 9 * left ana",
      "5 9 [privado] ana: oi", "99999999999999999999 9 a: b", "5 9223372036854775808 a: b", "* notice",
      "~~5 9 a: b", "5 9 * kicked bia ana", "5 9 * kicked bia ana ten", "5 9 * kicked bia ana 1 2",
      "5 9 * kicked bia  1", "5 9 * banned bia", "5 9 * banned bia ana 1", "5 9 * pardoned ",
      "5 9 * pardoned a ",
    ])
  func unknown(line: String) {
    #expect(parse(line) == .unknown)
  }

  @Test("tells the sequence number that a cursor counts")
  func sequences() {
    #expect(parse("+7 42").sequence == 42)
    #expect(parse("+7 -").sequence == nil)
    for line in [
      "5 9 a: b", "5 9 [privado] a>b: c", "5 9 * joined a", "5 9 * left a quit", "5 9 * banned a b",
    ] {
      #expect(parse(line).sequence == 5)
      #expect(parse("~" + line).sequence == nil)
    }
    #expect(parse("?").sequence == nil)
    #expect(parse("= ready").sequence == nil)
    #expect(parse("!7 too-long x").sequence == nil)
  }

  @Test("comes from any bytes without crashing")
  func anyBytes() {
    var random = SeededRandom(seed: 10)
    for round in 0..<8_000 {
      _ = ServerLine.parse(round % 2 == 0 ? random.protocolBytes(upTo: 40) : random.bytes(upTo: 40))
    }
  }

  @Test("is what was rendered")
  func roundTrip() throws {
    var random = SeededRandom(seed: 11)
    let names = ["ana", "José", "Мария", "はな子", "a.b-c_d"]
    for _ in 0..<500 {
      let text = random.textBytes(lineBreaks: true)
      let string = String(decoding: text, as: UTF8.self)
      let from = try #require(names.randomElement(using: &random))
      let to = try #require(names.randomElement(using: &random))
      let reason = try #require(LeaveReason.allCases.randomElement(using: &random))
      let refusal = try #require(Refusal.allCases.randomElement(using: &random))
      let sequence = UInt64.random(in: 0...UInt64(Int64.max), using: &random)
      let time = Int64.random(in: 0...Int64.max, using: &random)
      let old = Bool.random(using: &random)
      var bytes: [UInt8] = []
      NumberedRenderer.appendPublic(
        sequence: sequence, milliseconds: time, from: utf8(from), text: text, old: old, to: &bytes)
      NumberedRenderer.appendPrivate(
        sequence: sequence, milliseconds: time, from: utf8(from), addressee: utf8(to), text: text, old: old,
        to: &bytes)
      NumberedRenderer.appendJoined(
        sequence: sequence, milliseconds: time, name: utf8(from), old: old, to: &bytes)
      NumberedRenderer.appendLeft(
        sequence: sequence, milliseconds: time, name: utf8(from), reason: reason, old: old, to: &bytes)
      NumberedRenderer.appendAccepted(sequence, sequence: old ? nil : sequence, to: &bytes)
      NumberedRenderer.appendRefused(sequence, refusal, "não pode", to: &bytes)
      NumberedRenderer.appendSetting("undelivered", "\(sequence)", to: &bytes)
      NumberedRenderer.appendPing(to: &bytes)
      var decoder = LineDecoder()
      decoder.append(bytes.span)
      var lines: [ServerLine] = []
      while case .line(let line)? = decoder.next() { lines.append(.parse(line)) }
      #expect(decoder.isEmpty)
      #expect(
        lines == [
          .said(sequence: sequence, milliseconds: time, from: from, text: string, isOld: old),
          .whispered(sequence: sequence, milliseconds: time, from: from, to: to, text: string, isOld: old),
          .joined(sequence: sequence, milliseconds: time, name: from, isOld: old),
          .left(sequence: sequence, milliseconds: time, name: from, reason: reason, isOld: old),
          .accepted(number: sequence, sequence: old ? nil : sequence),
          .refused(number: sequence, code: refusal.rawValue, words: "não pode"),
          .setting(key: "undelivered", value: "\(sequence)"),
          .ping,
        ])
    }
  }
}
