import Testing
import Wire

@testable import ChatClient

@Suite("A transcript with older messages")
struct TranscriptOlderTests {
  private func old(_ texts: some Sequence<Int>, from name: String = "bia") -> [ClientEvent] {
    texts.map { .said(from: name, text: "\($0)", milliseconds: Int64($0), isOld: true) }
  }

  private func transcript(maximumEntries: Int = 2_000, maximumBytes: Int = 1 << 24) -> Transcript {
    var transcript = Transcript(
      Wording(.english), maximumEntries: maximumEntries, maximumBytes: maximumBytes)
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 500)
    transcript.take(.said(from: "bia", text: "live", milliseconds: 501, isOld: false), at: 501)
    return transcript
  }

  /// What is there, in a word each.
  private func words(_ transcript: Transcript) -> [String] {
    transcript.entries.map { entry in
      switch entry.content {
      case .message(_, let body): body.joined()
      case .earlier: "--"
      case .notice: "welcome"
      default: "?"
      }
    }
  }

  @Test("has them above what is there, a line between, and tells nothing of them as new")
  func above() {
    var transcript = transcript()
    let generation = transcript.generation
    #expect(transcript.oldestID == 1)
    #expect(transcript.take(.older(old(3...4), isMissed: false), at: 600).isEmpty)
    #expect(transcript.generation != generation)
    transcript.take(.older(old(1...2), isMissed: false), at: 600)
    transcript.take(.said(from: "bia", text: "more", milliseconds: 601, isOld: false), at: 601)
    #expect(words(transcript) == ["1", "2", "3", "4", "--", "welcome", "live", "more"])
    let ids = transcript.entries.map(\.id)
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(transcript.oldestID == ids.first)
    #expect(transcript.entries.prefix(4).allSatisfy { $0.isOld && !$0.isOwn })
    #expect(transcript.entries.prefix(4).map(\.milliseconds) == [1, 2, 3, 4])
  }

  @Test("says above what was missed that it may not be all")
  func missing() {
    var transcript = transcript()
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 900)
    transcript.take(.older(old(600...601), isMissed: true), at: 901)
    transcript.take(.olderMissing, at: 902)
    #expect(words(transcript) == ["welcome", "live", "welcome", "600", "601", "--", "welcome"])
    #expect(transcript.entries[2].content == .notice(Wording(.english).olderMissing))
    #expect(transcript.entries[2].milliseconds == 600)
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 950)
    transcript.take(.olderMissing, at: 951)
    #expect(transcript.entries.suffix(2).map(\.content).first == .notice(Wording(.english).olderMissing))
  }

  @Test("draws no line where there are none")
  func nothing() {
    var transcript = transcript()
    let generation = transcript.generation
    transcript.take(.older([], isMissed: false), at: 600)
    #expect(words(transcript) == ["welcome", "live"] && transcript.generation == generation)
  }

  @Test("knows one's own among them, shows none of hidden people, and lets nobody speak through them")
  func own() throws {
    var transcript = transcript()
    _ = transcript.toggle(try Name("zeca"))
    let whisper = ClientEvent.whispered(from: "ana", to: "eva", text: "3", milliseconds: 3, isOld: true)
    let events = old(1...1, from: "ana") + old(2...2, from: "Zeca") + [whisper] + old(4...4, from: "eva")
    transcript.take(.older(events, isMissed: false), at: 600)
    #expect(transcript.entries.prefix(3).map(\.isOwn) == [true, true, false])
    #expect(transcript.recentSpeakers == ["bia"])
    #expect(transcript.presence.count == 1)
    transcript.take(.older(old(0...0, from: "zeca"), isMissed: false), at: 600)
    #expect(transcript.entries.count == 6)
  }

  @Test("has those that were missed between two sessions there, page by page")
  func missed() {
    var transcript = transcript()
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 900)
    transcript.take(.said(from: "bia", text: "new", milliseconds: 901, isOld: false), at: 901)
    transcript.take(.older(old(7...8), isMissed: true), at: 902)
    transcript.take(.older(old(5...6), isMissed: true), at: 902)
    transcript.take(.older(old(1...2), isMissed: false), at: 902)
    #expect(
      words(transcript) == [
        "1", "2", "--", "welcome", "live", "5", "6", "7", "8", "--", "welcome", "new",
      ])
    let ids = transcript.entries.map(\.id)
    #expect(ids == ids.sorted() && transcript.oldestID == ids.first)
  }

  @Test("has those of another room below what is of the old one")
  func otherRoom() {
    var transcript = transcript()
    transcript.take(.otherRoom, at: 900)
    #expect(transcript.oldestID == 1)
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 900)
    transcript.take(.older(old(1...2), isMissed: false), at: 902)
    #expect(words(transcript) == ["welcome", "live", "1", "2", "--", "welcome"])
    #expect(transcript.oldestID == transcript.entries[2].id)
  }

  @Test("takes as many as there is room for, the newest, and says when it is full")
  func full() {
    var transcript = transcript(maximumEntries: 10)
    transcript.take(.older(old(5...9), isMissed: false), at: 600)
    #expect(transcript.entries.count == 8 && !transcript.isFull)
    transcript.take(.older(old(1...4), isMissed: false), at: 600)
    #expect(words(transcript).prefix(3) == ["3", "4", "5"])
    #expect(transcript.entries.count == 10 && transcript.isFull && transcript.hasDropped)
    transcript.take(.older(old(0...0), isMissed: false), at: 600)
    #expect(transcript.entries.count == 10)
    // What is said now is never lost for their sake.
    for number in 20..<23 {
      transcript.take(.said(from: "bia", text: "\(number)", milliseconds: 700, isOld: false), at: 700)
    }
    #expect(words(transcript).suffix(4) == ["live", "20", "21", "22"])
    #expect(transcript.isFull)
  }

  @Test("is full with as many entries as it keeps, or with three quarters of the text")
  func limits() {
    var entries = transcript(maximumEntries: 6)
    entries.take(.older(old(1...2), isMissed: false), at: 600)
    #expect(entries.entries.count == 5 && !entries.isFull)
    entries.take(.said(from: "bia", text: "x", milliseconds: 700, isOld: false), at: 700)
    #expect(entries.isFull && !entries.hasDropped)
    var text = transcript(maximumBytes: 8_000)
    let long = String(repeating: "x", count: 6_000 - text.bytes - 64 - 16 - 16 - 3 - 1)
    text.take(.said(from: "bia", text: long, milliseconds: 700, isOld: false), at: 700)
    #expect(text.bytes == 5_999 && !text.isFull)
    text.take(.older(old(1...1), isMissed: false), at: 700)
    #expect(text.entries.count == 5 && text.isFull)
  }

  @Test("does not bring back what newer ones have pushed out")
  func pushedOut() {
    var transcript = transcript(maximumEntries: 8)
    for number in 0..<20 {
      transcript.take(.said(from: "bia", text: "\(number)", milliseconds: 700, isOld: false), at: 700)
    }
    #expect(transcript.hasDropped && transcript.isFull)
    transcript.take(.older(old(1...2), isMissed: false), at: 700)
    #expect(!words(transcript).contains("--"))
    // What was missed lately comes before what is far above.
    transcript.take(.entered(name: "ana", here: ["ana"], count: 1), at: 900)
    transcript.take(.older(old(100...119), isMissed: true), at: 900)
    #expect(words(transcript).suffix(3) == ["119", "--", "welcome"])
    #expect(transcript.entries.count == 8)
  }
}
