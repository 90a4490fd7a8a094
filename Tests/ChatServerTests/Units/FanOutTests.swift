import Journal
import Testing
import Wire

@testable import ChatServer

@Suite("The fan-out")
struct FanOutTests {
  private let phrases = Phrases(.english)
  private let ana = Sample.attachment(1, .plain)
  private let beto = Sample.attachment(2, .numbered)
  private let caio = Sample.attachment(3, .numbered, thread: 1)

  private func fanOut() -> FanOut { FanOut(threads: 2, phrases: phrases) }

  private func publish(
    _ text: String, _ sequence: UInt64, number: UInt64 = 0, by sender: Attachment?,
    isAcknowledged: Bool = true,
    in fanOut: inout FanOut
  ) {
    let entry = Sample.entry(sequence, Sample.said(text), number: number)
    fanOut.publish(
      entry, name: Sample.bytes("Ana"), text: Sample.bytes(text), sender: sender,
      isAcknowledged: isAcknowledged)
  }

  private func view(_ batch: Batch, _ attachment: Attachment) -> String { BatchView(batch, attachment).text }

  @Test("has no batch where nothing is to be sent, and one after another where there is")
  func batches() throws {
    var fanOut = fanOut()
    #expect(fanOut.takeBatch() == nil)
    fanOut.advance(to: SequenceNumber(4))
    #expect(fanOut.takeBatch() == nil)
    publish("a", 5, by: nil, in: &fanOut)
    fanOut.advance(to: SequenceNumber(5))
    let first = try fanOut.nextBatch()
    #expect(first.index == 0 && first.last == SequenceNumber(5))
    #expect(fanOut.takeBatch() == nil)
    publish("b", 6, by: nil, in: &fanOut)
    let second = try fanOut.nextBatch()
    #expect(second.index == 1)
    #expect(Sample.text(second.plain) == "Ana: b\n")
    #expect(second.edits.count == 2)
  }

  @Test("says how many requests of each I/O thread were taken before a batch")
  func taken() throws {
    var fanOut = fanOut()
    publish("a", 5, by: nil, in: &fanOut)
    #expect(try fanOut.nextBatch().taken == [0, 0])
    for thread in [1, 0, 1] { fanOut.noteTaken(thread: thread) }
    publish("b", 6, by: nil, in: &fanOut)
    fanOut.noteTaken(thread: 1)
    #expect(try fanOut.nextBatch().taken == [1, 3])
  }

  @Test("renders a public message once a dialect, for everyone")
  func shared() throws {
    var fanOut = fanOut()
    publish("olá\nmundo", 5, by: nil, in: &fanOut)
    let batch = try fanOut.nextBatch()
    #expect(Sample.text(batch.plain) == "Ana: olá\nAna: mundo\n")
    #expect(Sample.text(batch.numbered) == "5 1000 Ana: olá\\nmundo\n")
    #expect(batch.inserts.isEmpty && batch.edits.allSatisfy(\.isEmpty))
  }

  @Test("leaves the sender's own line out, with the acknowledgement in its place")
  func senderLeftOut() throws {
    var fanOut = fanOut()
    publish("before", 5, by: nil, in: &fanOut)
    publish("mine", 6, number: 9, by: beto, in: &fanOut)
    publish("plain", 7, by: ana, in: &fanOut)
    publish("after", 8, by: nil, in: &fanOut)
    let batch = try fanOut.nextBatch()
    #expect(view(batch, beto) == "5 1000 Ana: before\n+9 6\n7 1000 Ana: plain\n8 1000 Ana: after\n")
    #expect(view(batch, ana) == "Ana: before\nAna: mine\nAna: after\n")
    #expect(view(batch, caio).contains("6 1000 Ana: mine\n"))
  }

  @Test("leaves the line out without an acknowledgement where the session speaks elsewhere by now")
  func unacknowledged() throws {
    var fanOut = fanOut()
    publish("mine", 6, number: 9, by: beto, isAcknowledged: false, in: &fanOut)
    let batch = try fanOut.nextBatch()
    #expect(view(batch, beto) == "")
    #expect(view(batch, caio) == "6 1000 Ana: mine\n")
  }

  @Test("shows a private message to its addressee alone, and has it in no shared part")
  func privately() throws {
    for recipient in [ana, beto, caio] {
      var fanOut = fanOut()
      publish("a", 5, by: nil, in: &fanOut)
      let whisper = Sample.whisper("secret", to: recipient.session)
      fanOut.deliver(Sample.entry(6, .whispered(whisper)), whisper, to: recipient)
      publish("b", 7, by: nil, in: &fanOut)
      let batch = try fanOut.nextBatch()
      #expect(!Sample.text(batch.plain).contains("secret"))
      #expect(!Sample.text(batch.numbered).contains("secret"))
      for other in [ana, beto, caio] {
        #expect(view(batch, other).contains("secret") == (other === recipient))
      }
      #expect(batch.edits[recipient.connection.thread].count == 1)
    }
    var fanOut = fanOut()
    let whisper = Sample.whisper("oi", to: ana.session)
    fanOut.deliver(Sample.entry(6, .whispered(whisper)), whisper, to: ana)
    fanOut.deliver(Sample.entry(6, .whispered(whisper)), whisper, to: beto)
    let batch = try fanOut.nextBatch()
    #expect(view(batch, ana) == "[privado] Ana: oi\n")
    #expect(view(batch, beto) == "6 1000 [privado] Ana>Beto: oi\n")
  }

  @Test("tells all what those did who run the room, who did it too, with the acknowledgement behind it")
  func deeds() throws {
    for isAcknowledged in [true, false] {
      var fanOut = fanOut()
      let entry = Sample.entry(5, Sample.banned("192.0.2.7"), number: 9)
      fanOut.announce(entry, acknowledgedTo: isAcknowledged ? beto : nil)
      let batch = try fanOut.nextBatch()
      #expect(view(batch, ana) == "* Ana banned 192.0.2.7\n")
      #expect(view(batch, caio) == "5 1000 * banned 192.0.2.7 Ana\n")
      #expect(view(batch, beto) == view(batch, caio) + (isAcknowledged ? "+9 5\n" : ""))
      #expect(batch.news == .announcements)
    }
  }

  @Test("announces who entered and who left, to everyone")
  func announcements() throws {
    var fanOut = fanOut()
    fanOut.announceJoined(Sample.entry(5, Sample.joined("Zoe")), name: Sample.bytes("Zoe"))
    fanOut.announceLeft(Sample.entry(6, Sample.left("Zoe")), name: Sample.bytes("Zoe"), cause: .slow)
    let batch = try fanOut.nextBatch()
    #expect(view(batch, ana) == "* Zoe entered\n* Zoe left\n")
    #expect(view(batch, beto) == "5 1000 * joined Zoe\n6 1000 * left Zoe slow\n")
  }

  @Test("tells an owner's keys directly before the entering, to numbered readers alone")
  func keys() throws {
    var fanOut = fanOut()
    fanOut.announceJoined(
      Sample.entry(5, Sample.joined("Zoe")), name: Sample.bytes("Zoe"), keys: [Sample.key(1), Sample.key(2)])
    let batch = try fanOut.nextBatch()
    #expect(view(batch, ana) == "* Zoe entered\n")
    #expect(
      view(batch, beto)
        == "= key Zoe \(Sample.key(1).pin) \(Sample.key(2).pin)\n5 1000 * joined Zoe\n")
  }

  @Test("has news for everybody in messages and announcements, and none in what one alone is told")
  func news() throws {
    var fanOut = fanOut()
    fanOut.announceJoined(Sample.entry(5, Sample.joined("Zoe")), name: Sample.bytes("Zoe"))
    let entering = try fanOut.nextBatch()
    #expect(entering.news == .announcements)
    fanOut.acknowledge(4, as: nil, to: beto)
    let answered = try fanOut.nextBatch()
    #expect(answered.news == .none)
    fanOut.announceLeft(Sample.entry(6, Sample.left("Zoe")), name: Sample.bytes("Zoe"), cause: .quit)
    fanOut.acknowledge(5, as: nil, to: beto)
    let leaving = try fanOut.nextBatch()
    #expect(leaving.news == .announcements)
    publish("a", 7, by: nil, in: &fanOut)
    fanOut.announceJoined(Sample.entry(8, Sample.joined("Zoe")), name: Sample.bytes("Zoe"))
    let said = try fanOut.nextBatch()
    #expect(said.news == .messages)
  }

  @Test("acknowledges to numbered connections alone")
  func acknowledgements() throws {
    var fanOut = fanOut()
    fanOut.acknowledge(4, as: SequenceNumber(8), to: ana)
    #expect(fanOut.takeBatch() == nil)
    fanOut.acknowledge(4, as: SequenceNumber(8), to: beto)
    fanOut.acknowledge(5, as: nil, to: beto)
    let batch = try fanOut.nextBatch()
    #expect(view(batch, beto) == "+4 8\n+5 -\n")
    #expect(view(batch, ana) == "" && view(batch, caio) == "")
  }

  @Test("answers a mistake with a line for its sender alone, in its dialect")
  func refusals() throws {
    var fanOut = fanOut()
    fanOut.refuse(0, .noSuchPerson, to: ana)
    fanOut.refuse(7, .nameTaken, to: beto, effect: .refused)
    let batch = try fanOut.nextBatch()
    #expect(view(batch, ana) == "! \(phrases.words(for: .noSuchPerson))\n")
    #expect(view(batch, beto) == "!7 name-taken \(phrases.words(for: .nameTaken))\n")
    #expect(batch.edits[0].map(\.effect) == [.none, .refused])
    #expect(view(batch, caio) == "")
  }

  @Test("posts an edit to the I/O thread of its connection, in the order of offsets")
  func threads() throws {
    var fanOut = fanOut()
    fanOut.acknowledge(1, as: nil, to: caio)
    publish("a", 5, number: 2, by: caio, in: &fanOut)
    fanOut.acknowledge(3, as: nil, to: caio)
    let batch = try fanOut.nextBatch()
    #expect(batch.edits[0].isEmpty && batch.edits[1].count == 3)
    #expect(batch.edits[1].map(\.offset) == [0, 0, UInt32(batch.numbered.count)])
    #expect(view(batch, caio) == "+1 -\n+2 5\n+3 -\n")
  }
}
