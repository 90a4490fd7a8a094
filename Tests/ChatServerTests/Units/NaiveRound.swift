import Journal
import TestSupport
import Wire

@testable import ChatServer

/// A round that is rendered twice: by `FanOut`, and for each connection by itself.
struct NaiveRound {
  private struct Recipient {
    let attachment: Attachment
    let wasIn: Bool
    var isIn: Bool
    var bytes: [UInt8] = []
  }

  var fanOut: FanOut
  private var all: [Recipient] = []
  private let phrases = Phrases(.portuguese)

  /// Connections of both dialects, most of which have entered.
  init(connections: Int, threads: Int, _ random: inout SeededRandom) {
    fanOut = FanOut(threads: threads, phrases: phrases)
    for slot in 0..<connections {
      let isIn = !random.once(in: 4)
      let attachment = Sample.attachment(slot, slot % 2 == 0 ? .plain : .numbered, thread: slot % threads)
      all.append(Recipient(attachment: attachment, wasIn: isIn, isIn: isIn))
    }
  }

  /// The connections, what each is to see, and whether it was in when the round began.
  var recipients: [(Attachment, [UInt8], Bool)] { all.map { ($0.attachment, $0.bytes, $0.wasIn) } }

  /// One thing happens, in both renderings.
  mutating func step(_ sequence: UInt64, _ random: inout SeededRandom) {
    let texts = ["olá", "a\nb", "\\", String(repeating: "x", count: 300)]
    let text = Sample.bytes(texts[random.below(texts.count)])
    let chosen = random.below(all.count)
    switch random.below(6) {
    case 0, 1: publish(sequence, text, chosen, &random)
    case 2: whisper(sequence, to: chosen)
    case 3: joined(sequence, chosen)
    case 4: left(sequence)
    default: answer(sequence, chosen, &random)
    }
  }

  private mutating func publish(
    _ sequence: UInt64, _ text: [UInt8], _ chosen: Int, _ random: inout SeededRandom
  ) {
    let name = Sample.bytes("Ana")
    let entry = Sample.entry(sequence, .said(name: name, text: text), number: sequence + 100)
    let sender = all[chosen].isIn && !random.once(in: 4) ? chosen : nil
    let isAcknowledged = !random.once(in: 4)
    fanOut.publish(
      entry, name: name, text: text, sender: sender.map { all[$0].attachment }, isAcknowledged: isAcknowledged
    )
    show(except: sender) { dialect, bytes in
      switch dialect {
      case .plain: PlainRenderer.appendPublic(from: name, text: text, to: &bytes)
      case .numbered:
        NumberedRenderer.appendPublic(
          sequence: sequence, milliseconds: entry.milliseconds, from: name, text: text, old: false, to: &bytes
        )
      }
    }
    guard let sender, isAcknowledged, all[sender].attachment.dialect == .numbered else { return }
    NumberedRenderer.appendAccepted(entry.number, sequence: sequence, to: &all[sender].bytes)
  }

  private mutating func whisper(_ sequence: UInt64, to chosen: Int) {
    guard all[chosen].isIn else { return }
    let whisper = Sample.whisper("secret \(sequence)", to: all[chosen].attachment.session)
    let entry = Sample.entry(sequence, .whispered(whisper))
    fanOut.deliver(entry, whisper, to: all[chosen].attachment)
    if all[chosen].attachment.dialect == .plain {
      PlainRenderer.appendPrivate(from: whisper.from, text: whisper.text, to: &all[chosen].bytes)
    } else {
      NumberedRenderer.appendPrivate(
        sequence: sequence, milliseconds: entry.milliseconds, from: whisper.from, addressee: whisper.to,
        text: whisper.text, old: false, to: &all[chosen].bytes)
    }
  }

  /// Somebody enters: one of the connections that have not, else somebody of another server's.
  private mutating func joined(_ sequence: UInt64, _ chosen: Int) {
    let name = Sample.bytes("Zoe")
    let entry = Sample.entry(sequence, Sample.joined("Zoe"))
    fanOut.announceJoined(entry, name: name)
    show { [phrases] dialect, bytes in
      switch dialect {
      case .plain: PlainRenderer.appendNotice(name + phrases.hasEntered, to: &bytes)
      case .numbered:
        NumberedRenderer.appendJoined(
          sequence: sequence, milliseconds: entry.milliseconds, name: name, old: false, to: &bytes)
      }
    }
    guard !all[chosen].isIn else { return }
    fanOut.tell(all[chosen].attachment, effect: .entered) { $1 += Sample.bytes("welcome\n") }
    all[chosen].isIn = true
    all[chosen].bytes += Sample.bytes("welcome\n")
  }

  private mutating func left(_ sequence: UInt64) {
    let name = Sample.bytes("Zoe")
    let entry = Sample.entry(sequence, Sample.left("Zoe"))
    fanOut.announceLeft(entry, name: name, cause: .lost)
    show { [phrases] dialect, bytes in
      switch dialect {
      case .plain: PlainRenderer.appendNotice(name + phrases.hasLeft, to: &bytes)
      case .numbered:
        NumberedRenderer.appendLeft(
          sequence: sequence, milliseconds: entry.milliseconds, name: name, reason: .lost, old: false,
          to: &bytes)
      }
    }
  }

  /// Only what goes to one connection alone; it need not have entered to be refused.
  private mutating func answer(_ sequence: UInt64, _ chosen: Int, _ random: inout SeededRandom) {
    let attachment = all[chosen].attachment
    let isNumbered = attachment.dialect == .numbered
    if random.once(in: 2) {
      fanOut.refuse(sequence, .tooLong, to: attachment)
      let words = phrases.words(for: Refusal.tooLong)
      if isNumbered {
        NumberedRenderer.appendRefused(sequence, .tooLong, words, to: &all[chosen].bytes)
      } else {
        PlainRenderer.appendRefusal(words, to: &all[chosen].bytes)
      }
    } else {
      fanOut.acknowledge(sequence, as: nil, to: attachment)
      if isNumbered { NumberedRenderer.appendAccepted(sequence, sequence: nil, to: &all[chosen].bytes) }
    }
  }

  /// Renders for each connection that has entered.
  private mutating func show(except sender: Int? = nil, _ render: (Dialect, inout [UInt8]) -> Void) {
    for index in all.indices where all[index].isIn && index != sender {
      render(all[index].attachment.dialect, &all[index].bytes)
    }
  }
}
