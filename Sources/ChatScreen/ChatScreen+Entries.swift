import ChatClient
import Reactor
import Terminal

// How the screen follows the transcript.
extension ChatScreen {
  /// The ids of blocks in the tail go up from here; all others are above them.
  private static let firstTailBlock = Int.min

  /// The most messages under way that are shown one by one, the newest.
  private static let maximumPending = 5

  /// Our messages that are not in the journal yet.
  var unanswered: Int {
    dialogue.transcript.pending.count + (dialogue.isHolding ? 1 : 0) + outbox.count
  }

  /// Hands on what waits, and shows what is new.
  mutating func follow(at now: Int64) {
    var taken = 0
    // Any other question is none that a text of these answers.
    while taken < outbox.count, dialogue.question == .line, dialogue.say(outbox[taken]) { taken += 1 }
    outbox.removeFirst(taken)
    followQuestion()
    formatter.ownName = dialogue.transcript.ownName
    let entries = dialogue.takeOutput()
    if generation == dialogue.transcript.generation {
      for entry in entries { take(entry, at: now) }
    } else {
      generation = dialogue.transcript.generation
      showAllAnew()
    }
    // What the transcript gave up is no longer shown either.
    if let oldest = dialogue.transcript.entries.first { pane.removeAll(above: firstBlock(of: oldest.id)) }
    setHead()
  }

  /// Shows what the transcript has from its beginning, and keeps one's place in it.
  mutating func showAllAnew() {
    let top = pane.topBlock
    let seen = pane.seen
    pane.removeAll()
    // What one reads may be above the end by no more than the tail.
    pane.setTail(tail)
    run = nil
    shownTime = nil
    let blocks = dialogue.transcript.entries.map { (id: show($0), counts: Self.counts($0)) }
    // Where a block is gone, the next one has its place.
    if let unread = unreadBlock { mark(before: blocks.first { $0.counts && $0.id >= unread }?.id) }
    setHead()
    guard let top else { return }
    // Its row is kept, whatever is new above it.
    if let place = seen.first(where: { place in
      pane.contains(place.id) || tail.contains { $0.id == place.id }
    }) {
      pane.scroll(to: place.id, atRow: place.row)
    } else if let block = blocks.first(where: { $0.id >= top }) {
      pane.scroll(to: block.id)
    }
  }

  /// Has what was said before we came fetched, where one has scrolled up to the oldest that is there.
  mutating func reachForOlder() {
    guard let id = dialogue.transcript.oldestID, pane.reaches(firstBlock(of: id)) else { return }
    let wasSilent = dialogue.olderWords == nil
    dialogue.askOlder()
    setHead()
    // A line that comes stays out of sight, so that nothing moves; this one is the answer to the key.
    if wasSilent, dialogue.olderWords != nil { pane.scroll(by: -1) }
  }

  /// Above the oldest message, how it stands with older ones.
  private mutating func setHead() {
    let block = dialogue.transcript.oldestID.map { firstBlock(of: $0) }
    let words = dialogue.olderWords
    pane.setHead(
      before: words == nil ? nil : block, label: StyledText(words ?? "", Style(.standard, .dim)))
  }

  /// The upper one of the blocks of an entry.
  private func firstBlock(of id: Int) -> Int {
    let date = TranscriptEntry.dateBlockID(of: id)
    return pane.contains(date) ? date : TranscriptEntry.blockID(of: id)
  }

  /// Nothing is unread any more.
  mutating func forgetUnread() {
    mark(before: nil)
  }

  private mutating func mark(before block: Int?) {
    unreadBlock = block
    pane.mark(before: block, label: StyledText(wording.unreadMark, Style(.red, .bold)))
  }

  /// Has what stands below all messages go by what is under way and asked.
  mutating func setTail() {
    let question = questionLines().map { StyledText($0, Style(.standard, .bold)) }
    var parts = pendingParagraphs().map { ($0, formatter.indent) }
    for part in [codeInQuestion(), question] where !part.isEmpty { parts.append((part, 0)) }
    let blocks = parts.enumerated().map { index, part in
      MessagePane.Block(id: Self.firstTailBlock + index, part.0, indent: part.1, counts: false)
    }
    guard blocks != tail else { return }
    tail = blocks
    pane.setTail(blocks)
  }

  private func pendingParagraphs() -> [[StyledText]] {
    let pending = dialogue.transcript.pending
    // While leaving, what was connected still is, as a rule.
    let isConnected = [.connected, .stopping].contains(dialogue.connection)
    let state = wording.waiting(isConnected: isConnected)
    var blocks = pending.suffix(Self.maximumPending).map { paragraphs(pending: $0.content, state) }
    if let held = dialogue.heldContent {
      let isAsked = if case .stranger = dialogue.question { true } else { false }
      blocks.append(paragraphs(pending: held, isAsked ? wording.waitingForAnswer : state))
    }
    let more = unanswered - blocks.count
    if more > 0 {
      blocks.insert([StyledText(wording.moreWaiting(more), Style(.yellow, .dim))], at: 0)
    }
    return blocks
  }

  private func paragraphs(pending content: TranscriptEntry.Content, _ state: String) -> [StyledText] {
    formatter.paragraphs(pending: content, isKeyed: dialogue.transcript.isKeyed(content), state: state)
  }

  private mutating func take(_ entry: TranscriptEntry, at now: Int64) {
    let block = show(entry)
    guard Self.counts(entry) else { return }
    if isReading {
      isUnreadSeen = true
    } else if unreadBlock == nil || isUnreadSeen {
      isUnreadSeen = false
      mark(before: block)
    }
    ring(for: entry, at: now)
  }

  /// Adds the entry's block to the pane and answers its id.
  @discardableResult
  private mutating func show(_ entry: TranscriptEntry) -> Int {
    showDay(of: entry)
    switch entry.content {
    case .joined(let name) where !entry.isOld:
      return showMove(of: name, isHere: true, entry)
    case .left(let name, _) where !entry.isOld:
      return showMove(of: name, isHere: false, entry)
    default:
      run = nil
      return append(formatter.paragraphs(entry), as: entry.blockID, counts: Self.counts(entry))
    }
  }

  /// A run of people who enter and leave stays in one block.
  private mutating func showMove(of name: String, isHere: Bool, _ entry: TranscriptEntry) -> Int {
    guard var run, !run.isFull else {
      run = PresenceRun(block: entry.blockID)
      run?.take(name, isHere: isHere)
      return append(formatter.paragraphs(entry), as: entry.blockID, counts: false)
    }
    run.take(name, isHere: isHere)
    self.run = run
    // A block of an id that is there is replaced.
    return append(formatter.paragraphs(run, milliseconds: entry.milliseconds), as: run.block, counts: false)
  }

  /// A line of its own where the day is another than that of the entry before.
  private mutating func showDay(of entry: TranscriptEntry) {
    let time = LocalTime(milliseconds: entry.milliseconds)
    let isSameDay = shownTime?.isSameDay(as: time) == true
    shownTime = time
    guard !isSameDay else { return }
    run = nil
    append([formatter.date(time)], as: TranscriptEntry.dateBlockID(of: entry.id), counts: false)
  }

  @discardableResult
  private mutating func append(_ paragraphs: [StyledText], as id: Int, counts: Bool) -> Int {
    pane.append(MessagePane.Block(id: id, paragraphs, indent: formatter.indent, counts: counts))
    return id
  }

  /// Whether it is something new that somebody else said.
  private static func counts(_ entry: TranscriptEntry) -> Bool {
    switch entry.content {
    case .message, .whisper: !entry.isOwn && (!entry.isOld || entry.isLate)
    default: false
    }
  }

  private mutating func ring(for entry: TranscriptEntry, at now: Int64) {
    guard !isQuiet, !isFocused, now >= bellAllowedAt,
      Mention.isIn(entry, of: formatter.ownName)
    else { return }
    bellAllowedAt = now + Self.bellMilliseconds
    switch entry.content {
    case .message(let from, _): effects.append(.ring(wording.attention(from: from, isPrivate: false)))
    case .whisper(let from, _, _): effects.append(.ring(wording.attention(from: from, isPrivate: true)))
    default: break
    }
  }
}

extension TranscriptEntry {
  /// The id of its block.
  fileprivate var blockID: Int { Self.blockID(of: id) }

  /// The id of an entry's block, the same whenever it is shown, and rising as entries do.
  fileprivate static func blockID(of id: Int) -> Int { 2 * id + 1 }

  /// The id of the line above it where it begins a day.
  fileprivate static func dateBlockID(of id: Int) -> Int { 2 * id }
}
