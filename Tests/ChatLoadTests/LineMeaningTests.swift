import ChatLoad
import Testing

@Suite("LineMeaning")
struct LineMeaningTests {
  private static func meaning(_ line: String, _ language: Language) -> LineMeaning {
    language.meaning(of: Array(line.utf8).span)
  }

  @Test(
    "plain: a mistake is a refusal, and nothing else means anything",
    arguments: [
      ("! nome em uso", LineMeaning.refused), ("!", .nothing), ("", .nothing), ("* ana entrou", .nothing),
      ("ana: ! nunca", .nothing),
    ])
  func plain(line: String, meaning: LineMeaning) {
    #expect(Self.meaning(line, .plain) == meaning)
  }

  @Test(
    "numbered: answers, settings and entries",
    arguments: [
      ("+1 3", LineMeaning.accepted(number: 1, sequence: 3)), ("+12 -", .accepted(number: 12, sequence: nil)),
      ("+x 3", .nothing), ("+1", .nothing), ("!2 too-long words", .refused), ("!0 offence words", .refused),
      ("= ready", .entered), ("= session abc_-", .session(10..<15)), ("= room 0123", .nothing),
      ("= here ana beto", .nothing), ("?", .ping(0..<0)), ("??", .nothing), ("", .nothing),
      ("6 1795456800000 * joined beto", .entry(sequence: 6)), ("~6 1795456800000 beto: oi", .nothing),
    ])
  func numbered(line: String, meaning: LineMeaning) {
    #expect(Self.meaning(line, .numbered) == meaning)
  }

  @Test(
    "irc: numerics where they stand, never in the words behind",
    arguments: [
      (":srv 001 u1 :Welcome", LineMeaning.registered), (":srv 366 u1 #c :End of NAMES", .entered),
      (":srv 433 * u1 :Nickname is already in use", .refused), (":srv 422 u1 :MOTD is missing", .nothing),
      (":srv 255 u1 :There are 405 users", .nothing), (":srv NOTICE u1 :433 366", .nothing),
      ("PING :abc", .ping(5..<9)), (":srv PONG x", .nothing), ("ERROR :Closing link", .refused),
      ("", .nothing),
      (":u2!u2@127.0.1.3 JOIN #c", .nothing), (":srv 0433 u1", .nothing), (":srv 001", .nothing),
    ])
  func irc(line: String, meaning: LineMeaning) {
    #expect(Self.meaning(line, .irc) == meaning)
  }
}
