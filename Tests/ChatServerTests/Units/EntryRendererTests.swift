import Journal
import Testing
import Wire

@testable import ChatServer

@Suite("Old entries, rendered")
struct EntryRendererTests {
  private let ana = Sample.ana
  private let beto = Sample.beto

  private func old(_ event: Event, _ dialect: Dialect, for reader: SessionID) -> String {
    var bytes: [UInt8] = []
    EntryRenderer.appendOld(Sample.entry(7, event, ana), for: reader, in: dialect, to: &bytes)
    return Sample.text(bytes)
  }

  private func missed(_ event: Event) -> String {
    var bytes: [UInt8] = []
    EntryRenderer.appendMissed(Sample.entry(7, event, ana), to: &bytes)
    return Sample.text(bytes)
  }

  @Test("are the public lines themselves, one's own too")
  func oldPublic() {
    for reader in [ana, beto] {
      #expect(old(Sample.said("olá"), .plain, for: reader) == "Ana: olá\n")
      #expect(old(Sample.said("olá"), .numbered, for: reader) == "~7 1000 Ana: olá\n")
    }
    #expect(old(Sample.said("a\nb"), .plain, for: beto) == "Ana: a\nAna: b\n")
    #expect(old(Sample.said("a\nb"), .numbered, for: beto) == "~7 1000 Ana: a\\nb\n")
  }

  @Test("name the addressee of one's own private lines, in the plain dialect too")
  func oldPrivate() {
    let event = Event.whispered(Sample.whisper("oi", to: beto))
    #expect(old(event, .plain, for: beto) == "[privado] Ana: oi\n")
    #expect(old(event, .plain, for: ana) == "[privado] Ana>Beto: oi\n")
    for reader in [ana, beto] {
      #expect(old(event, .numbered, for: reader) == "~7 1000 [privado] Ana>Beto: oi\n")
    }
  }

  @Test("are messages alone")
  func oldOthers() {
    let events: [Event] = [
      Sample.joined("Ana"), .away(.lost), .returned, Sample.left("Ana"), .ended(goneSince: .zero),
      Sample.kicked(beto), Sample.banned("192.0.2.7"), Sample.pardoned("192.0.2.7"), Sample.serves(),
      .nodeEnded(node: 1, since: nil),
    ]
    for event in events {
      #expect(old(event, .plain, for: beto) == "" && old(event, .numbered, for: beto) == "")
    }
  }

  @Test("show a returning session what others said and did")
  func missedOfOthers() {
    #expect(missed(Sample.said("olá")) == "7 1000 Ana: olá\n")
    #expect(missed(Sample.joined("Ana")) == "7 1000 * joined Ana\n")
    #expect(
      missed(Sample.joined("Ana", keys: 1, 2))
        == "= key Ana \(Sample.key(1).pin) \(Sample.key(2).pin)\n7 1000 * joined Ana\n")
    #expect(
      missed(Sample.change(.added, "Ana", 3, others: 1, 2))
        == "= key Ana \(Sample.key(1).pin) \(Sample.key(2).pin) \(Sample.key(3).pin)\n")
    #expect(missed(Sample.change(.removed, "Ana", 3, others: 1)) == "= key Ana \(Sample.key(1).pin)\n")
    for (cause, word) in [
      (.quit, "quit"), (.lost, "lost"), (.slow, "slow"), (.error, "error"), (.kicked, "kicked"),
      (.shutdown, "shutdown"),
    ] as [(LeaveCause, String)] {
      #expect(missed(Sample.left("Ana", cause)) == "7 1000 * left Ana \(word)\n")
    }
    let unseen = [
      .away(.lost), .returned, .ended(goneSince: .zero), Sample.change(.given, "Ana", 1),
      Sample.change(.freed, "Ana", nil), Sample.serves(), .nodeEnded(node: 1, since: nil),
    ]
    for event in unseen {
      #expect(missed(event) == "")
    }
  }

  @Test("show a returning session what those did who run the room")
  func missedDeeds() {
    #expect(missed(Sample.kicked(beto, for: 10)) == "7 1000 * kicked Beto Ana 10\n")
    #expect(missed(Sample.banned("192.0.2.7")) == "7 1000 * banned 192.0.2.7 Ana\n")
    #expect(missed(Sample.pardoned("192.0.2.7")) == "7 1000 * pardoned 192.0.2.7 Ana\n")
  }

  @Test("show a returning session its private messages")
  func missedPrivate() {
    let event = Event.whispered(Sample.whisper("oi", to: beto))
    #expect(missed(event) == "7 1000 [privado] Ana>Beto: oi\n")
  }
}
