import ChatClient
import Reactor
import TLS
import Testing
import Wire

@Suite("The wording", .serialized)
struct WordingTests {
  @Test(
    "has its own words for every refusal, in both languages", arguments: Refusal.allCases, Language.allCases)
  func refusals(refusal: Refusal, language: Language) {
    let words = Wording(language).refusal(refusal.rawValue, "the server's")
    #expect(words != "the server's" && words != refusal.rawValue && !words.isEmpty)
  }

  @Test("says of a mismatch both keys, the day, and how to begin again")
  func mismatch() throws {
    let lines = Wording(.english).mismatch(
      .local, try pin(2), expected: [try pin(1)], firstSeen: Day(seconds: 0))
    let text = lines.joined(separator: "\n")
    for (words, pin) in [("expected (known since 1970-01-01)", try pin(1)), ("presented", try pin(2))] {
      #expect(text.contains("\(words):\n  \(pin)\n  read aloud: \(SpokenPin(pin))\n"))
    }
    #expect(text.contains("while you were away"))
    #expect(text.contains("papo --forget localhost:7443"))
    let given = Wording(.english).mismatch(.local, try pin(2), expected: [try pin(1)], firstSeen: nil)
    #expect(!given.joined().contains("--forget"))
  }

  @Test("takes a yes in either language, and everything else for a no")
  func yes() {
    for answer in ["s", "S", "sim", "y", "YES"] { #expect(Wording.isYes(answer)) }
    for answer in ["", "n", "não", "no", "ok", "yess"] { #expect(!Wording.isYes(answer)) }
  }

  @Test("says why it is over, unless that has been said", arguments: Language.allCases)
  func ends(language: Language) {
    let wording = Wording(language)
    #expect(wording.end(.left, at: .local) == nil)
    #expect(wording.end(.untrusted, at: .local) == nil)
    for end in [
      ClientEnd.hostNotFound("r"), .unreachable("r"), .failed("r"), .wrongProtocol("r"),
      .notLetIn(.refused("r")),
    ] {
      #expect(wording.end(end, at: .local)?.hasSuffix("r") == true)
    }
  }

  @Test("says of whom the server does not let in why, in the person's language, and for how long yet")
  func excluded() {
    let excluded: [(code: String, words: String, portuguese: String, english: String)] = [
      ("banned", "fora", "a entrada está proibida para você", "you are banned"),
      (
        "banned", "por mais 5 minutos: fora", "a entrada está proibida para você por mais 5 minutos",
        "you are banned for 5 more minutes"
      ),
      (
        "banned", "1", "a entrada está proibida para você por mais um minuto",
        "you are banned for one more minute"
      ),
      ("banned", "99999999999999", "a entrada está proibida para você", "you are banned"),
      (
        "not-a-member", "no", "a sala é só para membros, e a sua chave não está na lista",
        "the room is for its members alone, and your key is none of theirs"
      ),
    ]
    for row in excluded {
      let end = ClientEnd.excluded(code: row.code, words: row.words)
      #expect(Wording(.english).end(end, at: .local) == "localhost:7443: \(row.english)")
      #expect(Wording(.portuguese).end(end, at: .local) == "localhost:7443: \(row.portuguese)")
      #expect(end.exitCode == 77)
    }
  }

  @Test("says what those do who run the room, in both languages")
  func announcements() {
    let (portuguese, english) = (Wording(.portuguese), Wording(.english))
    let words: [(Announcement, String, String)] = [
      (.kicked(name: "bia", by: "ana", minutes: 0), "ana expulsou bia", "ana sent bia away"),
      (
        .kicked(name: "bia", by: "ana", minutes: 1), "ana expulsou bia por um minuto",
        "ana sent bia away for a minute"
      ),
      (
        .kicked(name: "bia", by: "ana", minutes: 10), "ana expulsou bia por 10 minutos",
        "ana sent bia away for 10 minutes"
      ),
      (.banned("192.0.2.7", by: "ana"), "ana baniu 192.0.2.7", "ana banned 192.0.2.7"),
      (.pardoned("192.0.2.7", by: "ana"), "ana perdoou 192.0.2.7", "ana pardoned 192.0.2.7"),
    ]
    for (announcement, first, second) in words {
      #expect(portuguese.announcement(announcement) == first)
      #expect(english.announcement(announcement) == second)
    }
  }

  @Test("writes dates and times as people do")
  func dates() {
    let monday = LocalTime(year: 2026, month: 11, day: 23, weekday: 1, hour: 9, minute: 5)
    let first = LocalTime(year: 2027, month: 3, day: 1, weekday: 0, hour: 23, minute: 59)
    let last = LocalTime(year: 2026, month: 12, day: 26, weekday: 6, hour: 0, minute: 10)
    let (portuguese, english) = (Wording(.portuguese), Wording(.english))
    #expect(portuguese.date(monday) == "segunda-feira, 23 de novembro de 2026")
    #expect(english.date(monday) == "Monday, 23 November 2026")
    #expect(portuguese.date(first) == "domingo, 1º de março de 2027")
    #expect(english.date(first) == "Sunday, 1 March 2027")
    #expect(portuguese.date(last) == "sábado, 26 de dezembro de 2026")
    #expect([monday, first, last].map(english.time) == ["09:05", "23:59", "00:10"])
  }

  @Test("has words of each language for how things stand")
  func states() {
    let (portuguese, english) = (Wording(.portuguese), Wording(.english))
    let states: [ConnectionState] = [.connecting, .naming, .connected, .lost, .stopping, .ended]
    let standings: [Trust.Standing] = [.pinned, .known(since: Day(seconds: 0)), .unknown]
    let pairs =
      states.map { (portuguese.state($0), english.state($0)) }
      + standings.map { (portuguese.standing($0), english.standing($0)) }
    #expect(pairs.allSatisfy { $0.0 != $0.1 && !$0.0.isEmpty && !$0.1.isEmpty })
    #expect(Set(states.map(english.state)).count == states.count)
    #expect(english.standing(.known(since: Day(seconds: 0))) == "known since 1970-01-01")
    #expect(portuguese.count(3) == "3 aqui" && english.count(3) == "3 here")
  }

  @Test("the exit codes are those of sysexits.h")
  func exitCodes() {
    let ends: [ClientEnd] = [
      .left, .hostNotFound(""), .unreachable(""), .notLetIn(.cut), .failed(""), .wrongProtocol(""),
      .nameRefused,
      .untrusted,
    ]
    #expect(ends.map(\.exitCode) == [0, 68, 69, 69, 70, 76, 77, 78])
  }
}
