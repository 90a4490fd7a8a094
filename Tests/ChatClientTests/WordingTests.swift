import ChatClient
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
    #expect(text.contains("\(try pin(1)) (known since 1970-01-01)"))
    #expect(text.contains("presented: \(try pin(2))"))
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
