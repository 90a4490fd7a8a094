import ChatClient
import Testing
import Wire

@Suite("Who is here")
struct PresenceTests {
  private var transcript = Transcript(Wording(.english))

  init() {
    transcript.take(.entered(name: "ana", here: ["Rui", "ana", "bia"], count: 3), at: 0)
  }

  @Test("is told on entering, and follows those who come and go")
  mutating func follows() {
    #expect(transcript.presence.names == ["ana", "bia", "Rui"])
    take(.joined(name: "Eva", milliseconds: 0, isOld: false))
    take(.joined(name: "eva", milliseconds: 0, isOld: false))
    take(.left(name: "BIA", reason: nil, milliseconds: 0, isOld: false))
    take(.left(name: "nobody", reason: nil, milliseconds: 0, isOld: false))
    take(.joined(name: "old", milliseconds: 0, isOld: true))
    take(.left(name: "rui", reason: nil, milliseconds: 0, isOld: true))
    #expect(transcript.presence.names == ["ana", "Eva", "Rui"])
    #expect(transcript.presence.count == 3)
    #expect(transcript.presence.spelling(of: "EVA") == "Eva")
    #expect(transcript.presence.spelling(of: "bia") == nil)
    take(.here(["ana", "zoe"], count: 2))
    #expect(transcript.presence.names == ["ana", "zoe"])
  }

  @Test("has ourselves in it, whatever others heard while we were away")
  mutating func ourselves() {
    take(.left(name: "ana", reason: .lost, milliseconds: 0, isOld: false))
    take(.joined(name: "ana", milliseconds: 0, isOld: false))
    #expect(transcript.presence.names == ["ana", "bia", "Rui"])
    #expect(transcript.presence.count == 3)
  }

  @Test("knows whose names belong to keys, until they leave")
  mutating func keys() throws {
    let (one, other) = (try pin(1), try pin(2))
    take(.keys(PersonKeys(name: "BIA", pins: [one])))
    #expect(transcript.presence.pins(of: "bia") == [one])
    #expect(transcript.presence.pins(of: "Rui").isEmpty)
    take(.keys(PersonKeys(name: "bia", pins: [other, one])))
    #expect(transcript.presence.pins(of: "Bia") == [other, one])
    take(.left(name: "bia", reason: nil, milliseconds: 0, isOld: false))
    #expect(transcript.presence.pins(of: "bia").isEmpty)
    take(.keys(PersonKeys(name: "eva", pins: [one])))
    take(.joined(name: "eva", milliseconds: 0, isOld: false))
    #expect(transcript.presence.pins(of: "eva") == [one])
    take(.entered(name: "ana", here: ["ana", "eva"], count: 2, keys: [PersonKeys(name: "ana", pins: [one])]))
    #expect(transcript.presence.pins(of: "eva").isEmpty)
    #expect(transcript.presence.pins(of: "ana") == [one])
  }

  @Test("takes whoever enters without keys for a guest, whatever was told of the name before")
  mutating func guests() throws {
    take(.keys(PersonKeys(name: "eva", pins: [try pin(1)])))
    take(.joined(name: "zoe", milliseconds: 0, isOld: false))
    take(.joined(name: "eva", milliseconds: 0, isOld: false))
    #expect(transcript.presence.pins(of: "eva").isEmpty)
    take(.keys(PersonKeys(name: "bia", pins: [try pin(1)])))
    take(.left(name: "bia", reason: nil, milliseconds: 0, isOld: false))
    take(.joined(name: "bia", milliseconds: 0, isOld: false))
    #expect(transcript.presence.pins(of: "bia").isEmpty)
  }

  @Test("remembers the keys of 4,096 names")
  mutating func keysBounded() throws {
    let one = try pin(1)
    for number in 0...Presence.maximumKeyed { take(.keys(PersonKeys(name: "n\(number)", pins: [one]))) }
    #expect(transcript.presence.pins(of: "n\(Presence.maximumKeyed - 1)") == [one])
    #expect(transcript.presence.pins(of: "n\(Presence.maximumKeyed)").isEmpty)
    take(.keys(PersonKeys(name: "n0", pins: [try pin(2)])))
    #expect(transcript.presence.pins(of: "n0") == [try pin(2)])
  }

  @Test("lists at most 500 and counts the others")
  mutating func bounded() {
    for number in 3..<Conversation.maximumHere {
      take(.joined(name: "n\(number)", milliseconds: 0, isOld: false))
    }
    #expect(transcript.presence.names.count == Conversation.maximumHere)
    #expect(transcript.presence.isComplete)
    take(.joined(name: "zoe", milliseconds: 0, isOld: false))
    #expect(transcript.presence.names.count == Conversation.maximumHere)
    #expect(transcript.presence.count == Conversation.maximumHere + 1)
    #expect(!transcript.presence.isComplete)
    take(.left(name: "zoe", reason: nil, milliseconds: 0, isOld: false))
    #expect(transcript.presence.isComplete)
  }

  @Test("tells who can be addressed: who spoke, the newest first, then the others, never oneself")
  mutating func addressees() {
    take(.said(from: "Rui", text: "a", milliseconds: 0, isOld: false))
    take(.said(from: "gone", text: "a", milliseconds: 0, isOld: false))
    take(.whispered(from: "bia", to: "ana", text: "a", milliseconds: 0, isOld: false))
    take(.said(from: "ana", text: "a", milliseconds: 0, isOld: false))
    take(.said(from: "past", text: "a", milliseconds: 0, isOld: true))
    take(.joined(name: "eva", milliseconds: 0, isOld: false))
    #expect(transcript.recentSpeakers == ["bia", "gone", "Rui"])
    #expect(transcript.addressees == ["bia", "Rui", "eva"])
  }

  @Test("remembers 50 speakers")
  mutating func speakers() {
    for number in 0..<Transcript.maximumSpeakers {
      take(.said(from: "n\(number)", text: "a", milliseconds: 0, isOld: false))
    }
    #expect(transcript.recentSpeakers.count == Transcript.maximumSpeakers)
    #expect(transcript.recentSpeakers.last == "n0")
    take(.said(from: "one more", text: "a", milliseconds: 0, isOld: false))
    #expect(transcript.recentSpeakers.count == Transcript.maximumSpeakers)
    #expect(transcript.recentSpeakers.last == "n1")
  }

  @Test("bears a server that tells nonsense")
  mutating func hostile() {
    take(
      .entered(name: "", here: ["x", "x", "", "\u{1b}", String(repeating: "n", count: 60_000)], count: -7))
    #expect(transcript.presence.count == 5)
    for _ in 0..<9 { take(.left(name: "x", reason: nil, milliseconds: 0, isOld: false)) }
    take(.here([], count: 0))
    take(.left(name: "y", reason: nil, milliseconds: 0, isOld: false))
    #expect(transcript.presence.names.isEmpty && transcript.presence.count == 0)
  }

  private mutating func take(_ event: ClientEvent) { transcript.take(event, at: 0) }
}
