import ChatClient
import TLS
import Terminal
import TestSupport
import Testing
import Wire

@testable import ChatScreen

@Suite("Strangers under friends' names, on the screen")
struct StrangersTests {
  private let folder: TemporaryFolder
  private let people: KnownPeople
  private let known: PublicKeyPin
  private let shown: PublicKeyPin

  init() throws {
    folder = try TemporaryFolder()
    people = KnownPeople(path: folder.path + "/known_people")
    known = try #require(PublicKeyPin(parsing: ScreenUnderTest.pin))
    shown = try #require(PublicKeyPin(parsing: "sha256//" + String(repeating: "B", count: 42) + "A="))
    try people.keep(
      KnownPerson(address: .local, name: try Name("Beto"), pins: [known], firstSeen: Day(seconds: 0)))
  }

  @Test("are told of, and a private message waits until it is answered for", arguments: Language.allCases)
  func asked(language: Language) throws {
    var test = try stranger(language)
    let isPortuguese = language == .portuguese
    let warning = isPortuguese ? "o nome Beto pertence a outra chave" : "Beto belongs to another key"
    #expect(test.row(with: warning) != nil)
    #expect(test.row(with: "\(known)") != nil && test.row(with: "\(shown)") != nil)
    test.type("@Beto segredo")
    test.press(.enter)
    #expect(test.told().isEmpty)
    let question = isPortuguese ? "Enviar mesmo assim?" : "Send it all the same?"
    #expect(test.row(with: question) != nil)
    let waiting = isPortuguese ? "você → Beto✦: segredo … esperando a sua resposta" : "for your answer"
    #expect(test.row(with: waiting)?.contains("segredo … ") == true)
    #expect(test.row(with: isPortuguese ? "e mais" : "more waiting") == nil)
    test.type(isPortuguese ? "s" : "y")
    test.press(.enter)
    #expect(test.told() == ["say @Beto segredo"])
    #expect(test.row(with: question) == nil)
    #expect(try people.all().map(\.pins) == [[shown]])
  }

  @Test("get nothing on a click on No, nor by Ctrl-D, and it is said", arguments: [true, false])
  func refused(isClicked: Bool) throws {
    var test = try stranger(.english)
    test.type("@Beto segredo")
    test.press(.enter)
    if isClicked { try test.click(on: "[ No ]") } else { test.press(.control("d")) }
    #expect(test.told().isEmpty)
    #expect(test.row(with: "Beto✦: segredo ✗ not sent") != nil)
    #expect(try people.all().map(\.pins) == [[known]])
  }

  @Test("are asked about while what is being typed is kept, and what comes behind waits")
  func draft() throws {
    var test = try stranger(.english)
    test.hear(.cut(.cut))
    for text in ["@Beto segredo", "oi"] {
      test.type(text)
      test.press(.enter)
    }
    test.type("half a")
    #expect(test.told().isEmpty)
    #expect(test.row(with: "you → Beto✦: segredo … waiting for the connection") != nil)
    #expect(test.row(with: "and 1 more waiting") != nil)
    test.hear(.resumed)
    #expect(test.told() == ["say #minhas-chaves Beto"])
    test.hear(.owner(of: "Beto", [shown]), .answered(id: 1, .accepted))
    #expect(test.field.isEmpty)
    try test.click(on: "[ Yes ]")
    #expect(test.told() == ["say @Beto segredo", "say oi"])
    #expect(test.field == "half a")
  }

  @Test("are asked about in other words where the server does not say whose the name is")
  func untold() throws {
    var test = try stranger(.english)
    test.hear(.left(name: "Beto", reason: nil, milliseconds: 0, isOld: false))
    test.type("@Beto segredo")
    test.press(.enter)
    test.hear(.answered(id: 1, .refused(code: "no-such-command", words: "")))
    #expect(test.row(with: "it is not known whose the name is now") != nil)
    try test.click(on: "[ Yes ]")
    #expect(test.told() == ["say #minhas-chaves Beto", "say @Beto segredo"])
  }

  /// In the room, where Beto's name belongs to another key than is known.
  private func stranger(_ language: Language) throws -> ScreenUnderTest {
    var test = try ScreenUnderTest(
      columns: 120, language: language,
      friends: Friends(at: .local, in: people, policy: .ask))
    test.hear(.keys(PersonKeys(name: "Beto", pins: [shown])))
    return test
  }
}
