import ChatClient
import Invitation
import TLS
import Terminal
import TestSupport
import Testing

@testable import ChatScreen

@Suite("Entering on the screen")
struct EnteringTests {
  @Test("asks for the name, says why one was refused, and asks again")
  func name() throws {
    var test = try ScreenUnderTest(isInRoom: false)
    test.hear(.nameNeeded)
    #expect(test.row(with: "Which name do you want?") != nil)
    #expect(test.row(with: "[ Enter ]") != nil)
    test.type("ana")
    test.press(.enter)
    #expect(test.told() == ["name ana"])
    test.hear(.nameRefused(name: "ana", code: "name-taken", words: ""))
    #expect(test.row(with: "ana: that name is taken") != nil)
    #expect(test.row(with: "Which name do you want?") != nil)
    #expect(test.field.isEmpty)
    test.type("bia")
    try test.click(on: "[ Enter ]")
    #expect(test.told() == ["name bia"])
    test.hear(.entered(name: "bia", here: ["ana", "bia"], count: 2))
    #expect(test.row(with: "Which name do you want?") == nil)
    #expect(test.row(with: "[ Send ]") != nil)
    #expect(test.row(with: "2 here")?.contains("connected") == true)
  }

  @Test("refuses by itself what is no name")
  func malformed() throws {
    var test = try ScreenUnderTest(isInRoom: false)
    test.hear(.nameNeeded)
    test.type("a b")
    test.press(.enter)
    #expect(test.told().isEmpty)
    #expect(test.row(with: "a b: that is no name") != nil)
  }

  @Test("keeps a half-written message while a name is asked for again")
  func draft() throws {
    var test = try ScreenUnderTest()
    test.type("half a mess")
    test.hear(.cut(.cut), .sessionEnded, .nameRefused(name: "ana", code: "name-taken", words: ""))
    #expect(test.field.isEmpty)
    test.type("bia")
    test.press(.enter)
    #expect(test.told() == ["name bia"])
    test.hear(.entered(name: "bia", here: ["bia"], count: 1))
    #expect(test.field == "half a mess")
  }

  @Test(
    "shows an unknown server's key whole, with what to compare it with, and asks", arguments: [true, false])
  func firstContact(isTrusted: Bool) throws {
    let folder = try TemporaryFolder()
    let servers = KnownServers(path: folder.path + "/known_servers")
    let trust = try Trust(.local, known: servers, firstContact: .ask)
    var test = try ScreenUnderTest(isInRoom: false, trust: trust)
    let pin = try #require(PublicKeyPin(parsing: ScreenUnderTest.pin))
    test.hear(.keyShown(pin))
    #expect(test.row(with: ScreenUnderTest.pin) != nil)
    #expect(test.row(with: "papod pin") != nil)
    #expect(test.row(with: "unknown") != nil)
    try test.click(on: isTrusted ? "[ Yes ]" : "[ No ]")
    #expect(test.told() == [isTrusted ? "trust \(pin)" : "stop untrusted"])
    #expect(try servers.server(at: .local)?.pin == (isTrusted ? pin : nil))
    if isTrusted { #expect(test.row(with: "known since 2026-11-23") != nil) }
  }

  @Test(
    "shows that key as a code too where there is room for all of it",
    arguments: [(80, 34), (80, 33), (37, 60), (36, 60)])
  func code(columns: Int, rows: Int) throws {
    let folder = try TemporaryFolder()
    let trust = try Trust(
      .local, known: KnownServers(path: folder.path + "/known_servers"), firstContact: .ask)
    var test = try ScreenUnderTest(columns: columns, rows: rows, isInRoom: false, trust: trust)
    let pin = try #require(PublicKeyPin(parsing: ScreenUnderTest.pin))
    test.hear(.keyShown(pin))
    let code = try #require(QRCode("\(pin)"))
    // 52 bytes take 29 modules a side.
    #expect(code.columns == 37 && code.rows.count == 19)
    let isShown = columns >= 37 && rows >= 34
    #expect((test.row(with: code.rows[7]) != nil) == isShown)
    #expect(test.row(with: "sha256//") != nil)
    #expect(test.row(with: "Type y") != nil)
    guard isShown else { return }
    let shown = test.rows()
    let first = try #require(shown.firstIndex(of: code.rows[0]))
    #expect(Array(shown[first..<first + code.rows.count]) == code.rows)
    let cell = test.screen.picture()[Point(column: 0, row: first)]
    #expect(cell.style == Style(.whiteOnBlack))
  }

  @Test(
    "takes a typed answer about a server", arguments: [("y", true), ("sim", true), ("", false), ("n", false)])
  func typedAnswer(answer: String, isTrusted: Bool) throws {
    let folder = try TemporaryFolder()
    let trust = try Trust(
      .local, known: KnownServers(path: folder.path + "/known_servers"), firstContact: .ask)
    var test = try ScreenUnderTest(isInRoom: false, trust: trust)
    let pin = try #require(PublicKeyPin(parsing: ScreenUnderTest.pin))
    test.hear(.keyShown(pin))
    test.type(answer)
    test.press(.enter)
    #expect(test.told() == [isTrusted ? "trust \(pin)" : "stop untrusted"])
  }

  @Test("leaves to standard error what was wrong with a key that is not the known one")
  func mismatch() throws {
    var test = try ScreenUnderTest(isInRoom: false)
    let other = "sha256//" + String(repeating: "B", count: 42) + "A="
    test.hear(.keyShown(try #require(PublicKeyPin(parsing: other))), .ended(.untrusted))
    #expect(test.told() == ["stop untrusted"])
    let words = test.screen.lastWords.joined(separator: "\n")
    #expect(words.contains("THE KEY OF localhost:7443 IS NOT THE EXPECTED ONE"))
    #expect(words.contains(other))
    #expect(words.contains(ScreenUnderTest.pin))
  }
}
