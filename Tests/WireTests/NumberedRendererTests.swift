import Testing

@testable import Wire

@Suite("NumberedRenderer")
struct NumberedRendererTests {
  @Test("writes answers")
  func answers() {
    #expect(rendered { NumberedRenderer.appendAccepted(7, sequence: 42, to: &$0) } == "+7 42\n")
    #expect(rendered { NumberedRenderer.appendAccepted(7, sequence: nil, to: &$0) } == "+7 -\n")
    #expect(
      rendered { NumberedRenderer.appendRefused(7, .nameTaken, "é de outra", to: &$0) }
        == "!7 name-taken é de outra\n")
    #expect(rendered { NumberedRenderer.appendOffence("tchau", to: &$0) } == "!0 offence tchau\n")
  }

  @Test("has the codes of the protocol")
  func codes() {
    #expect(
      Refusal.allCases.map(\.rawValue) == [
        "name-taken", "name-malformed", "name-owned", "no-such-person", "no-such-command", "no-such-session",
        "too-long",
        "not-allowed", "too-fast", "not-stored", "not-read", "not-permitted", "banned", "not-a-member",
        "is-admin", "is-loopback", "not-known", "not-banned", "too-many-bans",
      ])
    #expect(LeaveReason.allCases.map(\.rawValue) == ["quit", "lost", "slow", "error", "kicked", "shutdown"])
  }

  @Test("writes entries, old ones with ~", arguments: [false, true])
  func entries(old: Bool) {
    let front = old ? "~" : ""
    let ana = utf8("ana")
    #expect(
      rendered {
        NumberedRenderer.appendPublic(
          sequence: 5, milliseconds: 1_700_000_000_000, from: ana, text: utf8("a\nb\\"), old: old, to: &$0)
      } == front + "5 1700000000000 ana: a\\nb\\\\\n")
    #expect(
      rendered {
        NumberedRenderer.appendPrivate(
          sequence: 5, milliseconds: 1, from: ana, addressee: utf8("José"), text: utf8("oi"), old: old,
          to: &$0)
      } == front + "5 1 [privado] ana>José: oi\n")
    #expect(
      rendered { NumberedRenderer.appendJoined(sequence: 5, milliseconds: 1, name: ana, old: old, to: &$0) }
        == front + "5 1 * joined ana\n")
    #expect(
      rendered {
        NumberedRenderer.appendLeft(sequence: 5, milliseconds: 1, name: ana, reason: .lost, old: old, to: &$0)
      } == front + "5 1 * left ana lost\n")
  }

  @Test("writes what those do who run the room")
  func deeds() {
    let (ana, beto, address) = (utf8("ana"), utf8("beto"), utf8("192.0.2.7"))
    #expect(
      rendered {
        NumberedRenderer.appendKicked(
          sequence: 5, milliseconds: 1, name: beto, by: ana, minutes: 10_080, to: &$0)
      } == "5 1 * kicked beto ana 10080\n")
    #expect(
      rendered {
        NumberedRenderer.appendBanned(sequence: 5, milliseconds: 1, subject: address, by: ana, to: &$0)
      } == "5 1 * banned 192.0.2.7 ana\n")
    #expect(
      rendered {
        NumberedRenderer.appendPardoned(sequence: 5, milliseconds: 1, subject: address, by: ana, to: &$0)
      } == "5 1 * pardoned 192.0.2.7 ana\n")
  }

  @Test("writes a time before 1970 as 0")
  func earlyTime() {
    #expect(
      rendered {
        NumberedRenderer.appendJoined(sequence: 1, milliseconds: -1, name: utf8("a"), old: false, to: &$0)
      }
        == "1 0 * joined a\n")
  }

  @Test("writes settings and pings")
  func settings() {
    #expect(rendered { NumberedRenderer.appendSetting("ready", to: &$0) } == "= ready\n")
    #expect(rendered { NumberedRenderer.appendSetting("gap", "1", "9", to: &$0) } == "= gap 1 9\n")
    #expect(rendered { NumberedRenderer.appendPing(to: &$0) } == "?\n")
  }

  @Test("writes the nodes of a room in one line")
  func nodes() {
    #expect(
      rendered { NumberedRenderer.appendNodes([utf8("a:1,sha256//a="), utf8("b:2,sha256//b=")], to: &$0) }
        == "= nodes a:1,sha256//a= b:2,sha256//b=\n")
  }

  @Test("writes the keys of a name in one line")
  func keys() {
    #expect(
      rendered { NumberedRenderer.appendKeys(of: utf8("é"), ["sha256//a=", "sha256//b="], to: &$0) }
        == "= key é sha256//a= sha256//b=\n")
    #expect(
      rendered { NumberedRenderer.appendKeys(["sha256//a=", "sha256//b="], to: &$0) }
        == "= keys sha256//a= sha256//b=\n")
    #expect(
      rendered { NumberedRenderer.appendOwner(of: utf8("é"), ["sha256//a=", "sha256//b="], to: &$0) }
        == "= owner é sha256//a= sha256//b=\n")
    #expect(rendered { NumberedRenderer.appendOwner(of: utf8("é"), [], to: &$0) } == "= owner é\n")
  }

  @Test("writes who is here in lines of 4 KiB at most, every name once and in order")
  func here() {
    #expect(rendered { NumberedRenderer.appendHere([], to: &$0) } == "= here\n")
    #expect(rendered { NumberedRenderer.appendHere([utf8("a"), utf8("é")], to: &$0) } == "= here a é\n")
    // "= here" and LF are 7 bytes, a name and its space 9: 454 names make a line of 4,093 bytes.
    let names = (0..<455).map { utf8("name\(1_000 + $0)") }
    let lines = rendered { NumberedRenderer.appendHere(names, to: &$0) }.split(separator: "\n")
    #expect(lines.map(\.utf8.count) == [4_092, 15])
    // One name longer by three, and it is 4,096 bytes with its LF.
    let exact = [utf8("nameABC0123")] + names.dropFirst()
    let exactLines = rendered { NumberedRenderer.appendHere(exact, to: &$0) }.split(separator: "\n")
    #expect(exactLines.map(\.utf8.count) == [4_095, 15])
    let longer = [utf8("nameABC01234")] + names.dropFirst()
    #expect(
      rendered { NumberedRenderer.appendHere(longer, to: &$0) }.split(separator: "\n").map(\.utf8.count) == [
        4_087, 24,
      ])
    #expect(exactLines.flatMap { $0.dropFirst(7).split(separator: " ") }.map { utf8(String($0)) } == exact)
  }
}
