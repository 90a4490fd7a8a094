import TestSupport
import Testing

@testable import Wire

@Suite("ClientRenderer")
struct ClientRendererTests {
  private func text(_ string: String) throws -> Text { try Text(utf8(string), allowingLineBreaks: true) }

  @Test("writes lines with their number")
  func lines() throws {
    let ana = try Name("ana")
    let expected: [(ClientLine, String)] = [
      (.name(ana), "3 ana\n"),
      (.resume(token: Array(0..<16), after: 42), "3 #retomar AAECAwQFBgcICQoLDA0ODw 42\n"),
      (.say(try text("a\nb\\")), "3 a\\nb\\\\\n"), (.say(try text("#x")), "3 ##x\n"),
      (.say(try text("@x")), "3 @@x\n"),
      (.whisper(to: ana, try text("@oi\n")), "3 @ana @oi\\n\n"), (.leave, "3 #sair\n"), (.who, "3 #quem\n"),
      (.history(count: 50), "3 #historico 50\n"),
      (.history(count: 50, before: 7), "3 #historico 50 antes 7\n"), (.help, "3 #ajuda\n"), (.ping, "?\n"),
      (.nothing, "3 \n"), (.keys, "3 #minhas-chaves\n"), (.adopt(Array("a=".utf8)), "3 #adotar a=\n"),
      (.remove(Array("a=".utf8)), "3 #remover a=\n"), (.keysOf(ana), "3 #minhas-chaves ana\n"),
      (.nothing, "3 \n"), (.kick(ana, minutes: 0), "3 #expulsar ana 0\n"),
      (.ban(utf8("192.0.2.7")), "3 #banir 192.0.2.7\n"), (.pardon(utf8("::1")), "3 #perdoar ::1\n"),
    ]
    for (line, bytes) in expected {
      #expect(rendered { ClientRenderer.append(line, number: 3, to: &$0) } == bytes)
    }
  }

  @Test("writes what parses back to the same")
  func roundTrip() throws {
    var random = SeededRandom(seed: 9)
    let names = try ["ana", "José", "Мария", "はな子", "क्षत्रिय"].map { try Name($0) }
    for number in 1...UInt64(500) {
      let text = try Text(random.textBytes(lineBreaks: true), allowingLineBreaks: true)
      let name = try #require(names.randomElement(using: &random))
      let token = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      let chatting: [ClientLine] = [
        Blank.hidesMark(in: text.bytes) ? .who : .say(text), .whisper(to: name, text), .leave, .who, .help,
        .nothing, .ping, .keys, .adopt(name.bytes), .remove(name.bytes), .ban(utf8("192.0.2.7")),
        .pardon(utf8("::1")),
        .kick(name, minutes: UInt32.random(in: 0...ClientLine.maximumKickMinutes, using: &random)),
        .history(count: Int.random(in: 1...500, using: &random)),
        .history(count: 500, before: UInt64.random(in: 1...UInt64(Int64.max), using: &random)),
      ]
      let naming: [ClientLine] = [.name(name), .resume(token: token, after: number)]
      for (lines, stage) in [(chatting, ClientLine.Stage.chatting), (naming, .naming)] {
        for line in lines {
          var decoder = LineDecoder()
          var bytes: [UInt8] = []
          ClientRenderer.append(line, number: number, to: &bytes)
          decoder.append(bytes.span)
          guard case .line(let decoded)? = decoder.next() else { throw Unexpected() }
          #expect(decoder.isEmpty)
          let parsed = ClientLine.parseNumbered(decoded, stage: stage)
          #expect(parsed.number == (line == .ping ? 0 : number))
          #expect(parsed.line == .success(line))
        }
      }
    }
  }

  private struct Unexpected: Error {}
}
