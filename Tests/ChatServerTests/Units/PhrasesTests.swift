import Journal
import Testing
import Wire

@testable import ChatServer

@Suite("What the server says to people")
struct PhrasesTests {
  /// Every phrase of a language.
  private func all(_ language: Language) -> [String] {
    let phrases = Phrases(language)
    var all = [
      Sample.text(phrases.hasEntered), Sample.text(phrases.hasLeft), phrases.askForName, phrases.serverStops,
      phrases.nameTimeout, phrases.tooManyNames, phrases.tooManyNamesOfKey,
    ]
    all += phrases.help + phrases.ownerHelp + phrases.adminHelp
    all += [.tooManyKeys, .tooManyNames, .lastKey, .overtaken, .notOwner].map {
      phrases.words(whyKeysStay: $0)
    }
    all += [0, 1, 2].map { phrases.kicked(by: Sample.bytes("Ana"), minutes: $0) }
    all.append(phrases.banned(by: Sample.bytes("Ana")))
    all += [phrases.banned(forMilliseconds: 1), phrases.banned(forMilliseconds: 60_001), phrases.keyRemoved]
    for pins in [[], ["sha256//a="]] {
      var notice: [UInt8] = []
      phrases.appendKeys(of: Sample.bytes("Ana"), pins, to: &notice)
      all.append(Sample.text(notice.dropLast()))
    }
    all += Refusal.allCases.map { phrases.words(for: $0) }
    all += Offence.allCases.map { phrases.words(for: $0) }
    all += [.full, .tooManyFromAddress].map { phrases.words(for: $0) }
    for count in [0, 1, 2, 500] {
      all += [phrases.history(count: count), phrases.present(count: count)]
    }
    return all
  }

  @Test("is one line of visible text, in every case", arguments: Language.allCases)
  func oneLine(_ language: Language) {
    for phrase in all(language) {
      let isBlank = phrase.allSatisfy(\.isWhitespace)
      #expect(!isBlank, "\(phrase)")
      let text = try? Text(Sample.bytes(phrase), allowingLineBreaks: false)
      #expect(text != nil, "\(phrase)")
    }
  }

  @Test("differs between the languages")
  func languages() {
    for (portuguese, english) in zip(all(.portuguese), all(.english)) { #expect(portuguese != english) }
  }

  @Test("says each mistake and each offence in words of its own", arguments: Language.allCases)
  func distinct(_ language: Language) {
    let phrases = Phrases(language)
    let words =
      Refusal.allCases.map { phrases.words(for: $0) } + Offence.allCases.map { phrases.words(for: $0) }
    #expect(Set(words).count == words.count)
  }

  @Test("agrees in number", arguments: Language.allCases)
  func numbers(_ language: Language) {
    let phrases = Phrases(language)
    #expect(phrases.history(count: 1) != phrases.history(count: 0))
    #expect(phrases.history(count: 2).hasPrefix("2 ") && phrases.present(count: 1).hasPrefix("1 "))
    #expect(phrases.present(count: 2).hasPrefix("2 "))
  }

  @Test("names in the welcome who enters, how many are here, and who, and says where there are more")
  func welcome() {
    let phrases = Phrases(.portuguese)
    let names = ["Beto", "Ana"].map(Sample.bytes)
    var all: [UInt8] = []
    phrases.appendWelcome(Sample.bytes("Ana"), count: 2, names: names, to: &all)
    #expect(Sample.text(all) == "* Olá, Ana! 2 pessoas aqui: Beto, Ana. #ajuda mostra os comandos.\n")
    var some: [UInt8] = []
    Phrases(.english).appendWelcome(Sample.bytes("Zoe"), count: 3, names: names, to: &some)
    #expect(Sample.text(some) == "* Hello, Zoe! 3 people here: Beto, Ana, …. #help shows the commands.\n")
  }

  @Test("says goodbye by name")
  func goodbye() {
    var bytes: [UInt8] = []
    for language in Language.allCases { Phrases(language).appendGoodbye(Sample.bytes("Ana"), to: &bytes) }
    #expect(Sample.text(bytes) == "* Até logo, Ana!\n* Goodbye, Ana!\n")
  }

  @Test("announces as the protocol shows it")
  func announcements() {
    #expect(Sample.text(Phrases(.portuguese).hasEntered) == " entrou")
    #expect(Sample.text(Phrases(.portuguese).hasLeft) == " saiu")
  }

  @Test(
    "tells what those did who run the room, for how long too",
    arguments: [
      (.portuguese, 0, "* Ana expulsou Beto\n"), (.portuguese, 1, "* Ana expulsou Beto por 1 minuto\n"),
      (.portuguese, 2, "* Ana expulsou Beto por 2 minutos\n"), (.english, 0, "* Ana kicked Beto out\n"),
      (.english, 1, "* Ana kicked Beto out for 1 minute\n"),
      (.english, 2, "* Ana kicked Beto out for 2 minutes\n"),
    ] as [(Language, UInt32, String)])
  func kicks(_ language: Language, _ minutes: UInt32, _ notice: String) {
    #expect(deed(language, Sample.kicked(Sample.beto, for: minutes)) == notice)
  }

  @Test("says for how long one is banned yet, in minutes that are not too few")
  func bannedFor() {
    let times: [(Int64, Int)] = [(-5, 1), (1, 1), (60_000, 1), (60_001, 2), (600_000, 10)]
    for (milliseconds, count) in times {
      let english = Phrases(.english).banned(forMilliseconds: milliseconds)
      #expect(english.contains(" for \(count) more minute\(count == 1 ? "" : "s"): "))
      let portuguese = Phrases(.portuguese).banned(forMilliseconds: milliseconds)
      #expect(portuguese.contains(" por mais \(count) minuto\(count == 1 ? "" : "s"): "))
    }
  }

  @Test("tells who was banned and pardoned, and of nothing else")
  func bans() {
    #expect(deed(.portuguese, Sample.banned("192.0.2.7")) == "* Ana baniu 192.0.2.7\n")
    #expect(deed(.english, Sample.banned("192.0.2.7")) == "* Ana banned 192.0.2.7\n")
    #expect(deed(.portuguese, Sample.pardoned("192.0.2.7")) == "* Ana perdoou 192.0.2.7\n")
    #expect(deed(.english, Sample.pardoned("192.0.2.7")) == "* Ana pardoned 192.0.2.7\n")
    for event in [Sample.joined("Ana"), Sample.said("a"), .returned, Sample.serves()] {
      #expect(deed(.english, event) == "")
    }
  }

  private func deed(_ language: Language, _ event: Event) -> String {
    var bytes: [UInt8] = []
    Phrases(language).appendDeed(event, to: &bytes)
    return Sample.text(bytes)
  }

  @Test("names every command in the help", arguments: Language.allCases)
  func help(_ language: Language) {
    let words = Phrases(language).help.joined(separator: "\n")
    let commands =
      language == .portuguese
      ? ["#sair", "#quem", "#historico", "#ajuda"] : ["#quit", "#who", "#history", "#help"]
    for command in commands { #expect(words.contains(command)) }
    let admins = Phrases(language).adminHelp.joined(separator: "\n")
    for command in [Command.kick, .ban, .pardon] {
      let name = command.name(in: language)
      #expect(admins.contains(name) && !words.contains(name))
    }
  }
}
