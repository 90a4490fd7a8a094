import Journal
import Wire

/// Renders a round's committed entries into one `Batch`. Owned by the journal thread.
///
/// Everything that reaches anybody who has entered passes here, in the order of the log. What stands in the
/// shared parts goes to everyone who reads the log at that point; a private line, an answer, an
/// acknowledgement is an insert for one connection.
struct FanOut {
  private let phrases: Phrases
  private var nextIndex: UInt64 = 0
  private var last = SequenceNumber.zero
  private var plain: [UInt8] = []
  private var numbered: [UInt8] = []
  private var inserts: [UInt8] = []
  private var edits: [[Edit]]
  private var news = Batch.News.none
  private var isEmpty = true
  private var taken: [UInt64]

  init(threads: Int, phrases: Phrases) {
    self.phrases = phrases
    edits = Array(repeating: [], count: threads)
    taken = Array(repeating: 0, count: threads)
  }

  /// A request of that I/O thread was taken; what it leads to is in the next batch or in a later one.
  mutating func noteTaken(thread: Int) { taken[thread] += 1 }

  /// A public message: to all but its sender, who gets the acknowledgement in its place.
  mutating func publish(
    _ entry: Entry, name: [UInt8], text: [UInt8], sender: Attachment?, isAcknowledged: Bool
  ) {
    let plainStart = plain.count
    let numberedStart = numbered.count
    PlainRenderer.appendPublic(from: name, text: text, to: &plain)
    NumberedRenderer.appendPublic(
      sequence: entry.sequence.value, milliseconds: entry.milliseconds, from: name, text: text, old: false,
      to: &numbered)
    news = .messages
    isEmpty = false
    guard let sender else { return }
    leaveOut(entry, plainStart, numberedStart, for: sender, isAcknowledged: isAcknowledged)
  }

  /// What one of those did who run the room: to all. Who did it sees what the others see, and gets the
  /// acknowledgement behind it, by which a client knows that it has been told all up to there.
  mutating func announce(_ entry: Entry, acknowledgedTo sender: Attachment?) {
    phrases.appendDeed(entry.event, to: &plain)
    EntryRenderer.appendMissed(entry, to: &numbered)
    news = max(news, .announcements)
    isEmpty = false
    if let sender { acknowledge(entry.number, as: entry.sequence, to: sender) }
  }

  /// A private message: to its addressee alone.
  mutating func deliver(_ entry: Entry, _ whisper: Whisper, to recipient: Attachment) {
    tell(recipient) { dialect, bytes in
      switch dialect {
      case .plain: PlainRenderer.appendPrivate(from: whisper.from, text: whisper.text, to: &bytes)
      case .numbered:
        NumberedRenderer.appendPrivate(
          sequence: entry.sequence.value, milliseconds: entry.milliseconds, from: whisper.from,
          addressee: whisper.to,
          text: whisper.text, old: false, to: &bytes)
      }
    }
  }

  /// Someone entered, a guest where there are no keys: told to all who were here before; the newcomer, if it
  /// is one of this server's, reads from here on, after its welcome.
  mutating func announceJoined(_ entry: Entry, name: [UInt8], keys: [PersonKey] = []) {
    PlainRenderer.appendNotice(name + phrases.hasEntered, to: &plain)
    if !keys.isEmpty { NumberedRenderer.appendKeys(of: name, keys.lazy.map(\.pin), to: &numbered) }
    NumberedRenderer.appendJoined(
      sequence: entry.sequence.value, milliseconds: entry.milliseconds, name: name, old: false, to: &numbered)
    news = max(news, .announcements)
    isEmpty = false
  }

  /// The keys of somebody who is here have changed: told to all who read numbered lines.
  mutating func announceKeys(of name: [UInt8], _ keys: [PersonKey]) {
    NumberedRenderer.appendKeys(of: name, keys.lazy.map(\.pin), to: &numbered)
    news = max(news, .announcements)
    isEmpty = false
  }

  /// Someone left: told to all who stay.
  mutating func announceLeft(_ entry: Entry, name: [UInt8], cause: LeaveCause) {
    PlainRenderer.appendNotice(name + phrases.hasLeft, to: &plain)
    NumberedRenderer.appendLeft(
      sequence: entry.sequence.value, milliseconds: entry.milliseconds, name: name,
      reason: LeaveReason(cause),
      old: false, to: &numbered)
    news = max(news, .announcements)
    isEmpty = false
  }

  /// Answers a numbered line that is in the journal; a plain line has no such answer.
  mutating func acknowledge(_ number: UInt64, as sequence: SequenceNumber?, to attachment: Attachment) {
    guard attachment.dialect == .numbered else { return }
    tell(attachment) { _, bytes in
      NumberedRenderer.appendAccepted(number, sequence: sequence?.value, to: &bytes)
    }
  }

  /// Answers a line that was a mistake, in the refusal's own words where there are no others.
  mutating func refuse(
    _ number: UInt64, _ refusal: Refusal, words: String? = nil, to attachment: Attachment,
    effect: Edit.Effect = .none
  ) {
    let words = words ?? phrases.words(for: refusal)
    tell(attachment, effect: effect) { dialect, bytes in
      switch dialect {
      case .plain: PlainRenderer.appendRefusal(words, to: &bytes)
      case .numbered: NumberedRenderer.appendRefused(number, refusal, words, to: &bytes)
      }
    }
  }

  /// Says something to one connection alone, at this point of the log.
  mutating func tell(
    _ attachment: Attachment, effect: Edit.Effect = .none, _ render: (Dialect, inout [UInt8]) -> Void
  ) {
    let insertStart = inserts.count
    render(attachment.dialect, &inserts)
    let offset = attachment.dialect == .plain ? plain.count : numbered.count
    edit(attachment, at: offset, skip: 0, from: insertStart, effect: effect)
  }

  /// Notes that the log has been folded up to here.
  mutating func advance(to sequence: SequenceNumber) { last = sequence }

  /// The round's batch, nil where there is nothing to send.
  mutating func takeBatch() -> Batch? {
    guard !isEmpty else { return nil }
    let batch = Batch(
      index: nextIndex, last: last, plain: plain, numbered: numbered, inserts: inserts, edits: edits,
      news: news, taken: taken)
    nextIndex += 1
    plain = []
    numbered = []
    inserts = []
    for thread in edits.indices { edits[thread] = [] }
    news = .none
    isEmpty = true
    return batch
  }

  /// Leaves out what was rendered last, from those offsets on, for whom it comes from.
  private mutating func leaveOut(
    _ entry: Entry, _ plainStart: Int, _ numberedStart: Int, for sender: Attachment, isAcknowledged: Bool
  ) {
    let insertStart = inserts.count
    if isAcknowledged { appendAcknowledgement(entry, to: sender) }
    switch sender.dialect {
    case .plain: edit(sender, at: plainStart, skip: plain.count - plainStart, from: insertStart)
    case .numbered: edit(sender, at: numberedStart, skip: numbered.count - numberedStart, from: insertStart)
    }
  }

  private mutating func appendAcknowledgement(_ entry: Entry, to sender: Attachment) {
    guard sender.dialect == .numbered else { return }
    NumberedRenderer.appendAccepted(entry.number, sequence: entry.sequence.value, to: &inserts)
  }

  private mutating func edit(
    _ attachment: Attachment, at offset: Int, skip: Int, from insertStart: Int, effect: Edit.Effect = .none
  ) {
    edits[attachment.connection.thread].append(
      Edit(
        connection: attachment.connection, offset: UInt32(offset), skip: UInt32(skip),
        insertStart: UInt32(insertStart), insertEnd: UInt32(inserts.count), effect: effect))
    isEmpty = false
  }
}
