import ChatClient
import TLS
import Testing
import Wire

@Suite("A transcript of people with keys")
struct TranscriptKeysTests {
  private var transcript = Transcript(Wording(.english))
  private let one: PublicKeyPin

  init() throws {
    one = try pin(1)
    let keys = ["ana", "bia"].map { [one] in PersonKeys(name: $0, pins: [one]) }
    transcript.take(.entered(name: "ana", here: ["ana", "bia", "rui"], count: 3, keys: keys), at: 0)
  }

  @Test("marks in a list those whose names belong to keys")
  mutating func lists() {
    #expect(transcript.entries.last?.content == .notice("welcome, ana! 3 here: ana✦, bia✦, rui"))
    #expect(take(.here(["ana", "bia", "rui"], count: 3)) == ["* 3 here: ana✦, bia✦, rui"])
  }

  @Test("knows of what is said whether the name belonged to a key then")
  mutating func entries() throws {
    for (name, isKeyed) in [("bia", true), ("rui", false), ("ana", true)] {
      take(.said(from: name, text: "a", milliseconds: 0, isOld: false))
      #expect(transcript.entries.last?.isKeyed == isKeyed, "\(name)")
    }
    take(.whispered(from: "bia", to: "ana", text: "a", milliseconds: 0, isOld: false))
    #expect(transcript.entries.last?.isKeyed == true)
    take(.whispered(from: "ana", to: "rui", text: "a", milliseconds: 0, isOld: false))
    #expect(transcript.entries.last?.isKeyed == false)
    // Who bore the name long ago is not known.
    take(.said(from: "bia", text: "a", milliseconds: 0, isOld: true))
    #expect(transcript.entries.last?.isKeyed == false)
    let line = OutgoingLine(Array("@bia x".utf8), id: 1)
    transcript.give(line)
    take(.answered(id: 1, .accepted))
    #expect(transcript.entries.last?.isKeyed == true)
  }

  @Test("takes what another device of ours says for our own, to all and to one person")
  mutating func otherDevice() {
    #expect(take(.said(from: "ana", text: "ana aqui", milliseconds: 0, isOld: false)) == ["ana: ana aqui"])
    let whisper = ClientEvent.whispered(from: "ana", to: "rui", text: "a", milliseconds: 0, isOld: false)
    #expect(take(whisper) == ["[private] ana>rui: a"])
    let entries = transcript.entries.suffix(2)
    #expect(entries.allSatisfy { $0.isOwn && !$0.isToUs && !Mention.isIn($0, of: "ana") })
    #expect(transcript.recentSpeakers.isEmpty)
  }

  @Test("lists our own keys when they are asked for, and when they change")
  mutating func ownKeys() throws {
    #expect(take(.ownKeys([one, try pin(2)])) == ["* keys of your name: \(one), \(try pin(2))"])
    #expect(take(.ownKeys([])) == ["* your name belongs to no key"])
    #expect(take(.keys(PersonKeys(name: "ana", pins: [one]))) == ["* keys of your name: \(one)"])
    #expect(take(.keys(PersonKeys(name: "bia", pins: [one]))).isEmpty)
  }

  @Test("lists the keys of any name when they are asked for, and takes nobody to be here for it")
  mutating func owner() throws {
    #expect(take(.owner(of: "zoe", [one, try pin(2)])) == ["* keys of the name zoe: \(one), \(try pin(2))"])
    #expect(take(.owner(of: "zoe", [])) == ["* the name zoe belongs to no key"])
    #expect(transcript.presence.pins(of: "zoe").isEmpty)
  }

  @Test("shows what waited for us below a line that says so, each with its time")
  mutating func kept() {
    // 1970-01-02, 00:01 UTC; where the test runs the day may be another.
    let time: Int64 = 86_460_000
    let late = ClientEvent.whispered(from: "bia", to: "ana", text: "a\nb", milliseconds: time, isOld: true)
    let moment = Wording(.english).moment(time)
    #expect(
      take(.kept([late])) == [
        "* one private message waited for you:", "[private] \(moment) bia: a", "[private] \(moment) bia: b",
      ])
    let entry = transcript.entries.last
    #expect(entry?.isOld == true && entry?.isLate == true && entry?.isToUs == true)
    #expect(entry?.milliseconds == time)
    #expect(take(.kept([late, late])).first == "* 2 private messages waited for you:")
    #expect(take(.kept([])).isEmpty)
  }

  @Test("has what those do who run the room at its time, and none of its strings unsafe")
  mutating func announcements() {
    let banned = Announcement.banned("\u{1B}[2J", by: String(repeating: "n", count: 60_000))
    #expect(
      take(.announced(.kicked(name: "rui", by: "bia", minutes: 5), milliseconds: 9, isOld: false))
        == ["* bia sent rui away for 5 minutes"])
    #expect(transcript.entries.last?.milliseconds == 9)
    let words = take(.announced(banned, milliseconds: 9, isOld: false))
    #expect(words == ["* " + String(repeating: "n", count: 64) + "… banned \u{FFFD}[2J"])
  }

  @discardableResult
  private mutating func take(_ event: ClientEvent) -> [String] {
    transcript.take(event, at: 0).flatMap(transcript.wording.lines)
  }
}
