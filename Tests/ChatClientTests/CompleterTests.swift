import ChatClient
import Testing
import Wire

@Suite("Completion")
struct CompleterTests {
  private var completer = Completer(.portuguese)
  private let names = ["Bia", "ana", "Beto", "李"]

  @Test(
    "puts a whole name behind @, wherever the word stands",
    arguments: [
      ("@b", "@Bia "), ("@BE", "@Beto "), ("@", "@Bia "), ("@李", "@李 "), ("oi @an", "oi @ana "),
      ("oi\n@an", "oi\n@ana "), ("", "@Bia "),
    ])
  mutating func names(text: String, completed: String) {
    let answer = completer.complete(text, cursor: text.count, backward: false, names: names)
    #expect(answer?.text == completed)
    #expect(answer?.cursor == completed.count)
  }

  @Test(
    "has nothing for what fits nothing", arguments: ["a", "@x", "a@b", "@@b", "oi #q", "#x", "@bia ", " "])
  mutating func nothing(text: String) {
    #expect(completer.complete(text, cursor: text.count, backward: false, names: names) == nil)
  }

  @Test("knows the commands of one language, and the other's where they alone fit")
  mutating func commands() {
    let expected = [
      ("#aj", "#ajuda"), ("#HIS", "#historico "), ("#ig", "#ignorar "), ("#s", "#sair"), ("#w", "#who"),
      ("#ignore", "#ignore "), ("#he", "#help"), ("#qui", "#quit"), ("#", "#quem"),
      ("#min", "#minhas-chaves"), ("#ad", "#adotar "), ("#rem", "#remover "), ("#exp", "#expulsar "),
      ("#ban", "#banir "), ("#per", "#perdoar "), ("#k", "#keys"), ("#kick", "#kick "),
    ]
    for (text, completed) in expected {
      #expect(complete(text, names: [])?.text == completed, "\(text)")
    }
    #expect(complete("#ret", names: []) == nil)
    var english = Completer(.english)
    #expect(english.complete("#i", cursor: 2, backward: false, names: [])?.text == "#ignore ")
    #expect(english.complete("#q", cursor: 2, backward: false, names: [])?.text == "#quit")
  }

  @Test("knows names behind the commands that hide and send away")
  mutating func hiding() {
    #expect(complete("#expulsar be")?.text == "#expulsar Beto")
    #expect(complete("#KICK ")?.text == "#KICK Bia")
    #expect(complete("#banir be") == nil)
    #expect(complete("#ignorar be")?.text == "#ignorar Beto")
    #expect(complete("#ignore ")?.text == "#ignore Bia")
    #expect(complete("#ignorar bia be") == nil)
    #expect(complete("#quem be") == nil)
  }

  @Test("goes round, either way, until something else is typed")
  mutating func round() {
    var text = "oi @b"
    var seen: [String] = []
    for _ in 0..<3 {
      guard let answer = complete(text) else { break }
      seen.append(answer.text)
      text = answer.text
    }
    #expect(seen == ["oi @Bia ", "oi @Beto ", "oi @Bia "])
    #expect(completer.complete(text, cursor: text.count, backward: true, names: names)?.text == "oi @Beto ")
    #expect(complete("oi @Beto x @a")?.text == "oi @Beto x @ana ")
    #expect(completer.complete("@", cursor: 1, backward: true, names: names)?.text == "@李 ")
    #expect(completer.complete("", cursor: 0, backward: false, names: []) == nil)
  }

  @Test("leaves what is behind the cursor, and doubles no blank")
  mutating func middle() {
    let first = completer.complete("@b oi", cursor: 2, backward: false, names: names)
    #expect(first?.text == "@Bia oi")
    #expect(first?.cursor == 5)
    let again = completer.complete("@Bia oi", cursor: 5, backward: false, names: names)
    #expect(again?.text == "@Beto oi")
    #expect(again?.cursor == 6)
    let glued = completer.complete("@boi", cursor: 2, backward: false, names: names)
    #expect(glued?.text == "@Bia oi")
    #expect(glued?.cursor == 5)
  }

  @Test("bears a cursor that is nowhere", arguments: [-1, 9])
  mutating func nowhere(cursor: Int) {
    let answer = completer.complete("@b", cursor: cursor, backward: false, names: names)
    #expect(answer?.text == (cursor < 0 ? nil : "@Bia "))
  }

  private mutating func complete(_ text: String, names: [String]? = nil) -> (text: String, cursor: Int)? {
    completer.complete(text, cursor: text.count, backward: false, names: names ?? self.names)
  }
}
