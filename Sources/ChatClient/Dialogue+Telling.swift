import TLS
import Wire

// What events are to the person, and what follows from them without being asked.
extension Dialogue {
  /// Shows what an event is, with what belongs to it.
  mutating func tell(_ event: ClientEvent) {
    switch event {
    case .answered(let id, _) where id == ownQuery: return ownQuery = nil
    case .here(let names, let count) where ownQuery.map(isNextAnswer) == true:
      return transcript.learn(here: names, count: count)
    default: break
    }
    let isHelp = isAcceptedHelp(event)
    for entry in transcript.take(event, at: wall) {
      show([entry])
      tellOfPrivate(entry)
    }
    // In a pipe nobody has a screen.
    if isHelp && input != .pipe { show([transcript.add(.notice(transcript.wording.hideHelp), at: wall)]) }
  }

  /// The message that waits until it is known who would get it, as it will be in the transcript.
  package var heldContent: TranscriptEntry.Content? {
    held.map { transcript.pendingContent(OutgoingLine($0.bytes, id: nextID)) }
  }

  /// Says something that is for this person alone, at its place among all else.
  package mutating func remark(_ words: String) {
    tell(words: [words])
  }

  /// Says something about the connection.
  mutating func tell(words lines: [String]) {
    for words in lines { show([transcript.add(.state(words), at: wall)]) }
  }

  /// Says why this is the end, so that it can be read after it.
  mutating func sayLast(_ lines: [String]) {
    tell(words: lines)
    if input == .screen { lastWords += lines.map(Sanitizer.displaySafe) }
  }

  mutating func show(_ entries: [TranscriptEntry]) {
    for entry in entries {
      if input != .screen, case .state = entry.content {
        diagnostics += transcript.wording.lines(of: entry).map { $0 + "\n" }
      } else {
        output.append(entry)
      }
    }
  }

  /// Keeps the connection's state, and what may have to be said at the end.
  mutating func follow(_ event: ClientEvent) {
    switch event {
    case .answered(_, let fate): keepLost(fate)
    case .ended:
      connection = .ended
      lastWords += lost
      lost = []
    default: lost = []
    }
    switch event {
    case .entered, .resumed: stand(.connected)
    case .cut, .stillCut: stand(.lost)
    default: break
    }
  }

  /// After a gap nobody has told who came and left.
  mutating func askWhoIsHere() {
    guard input == .screen, ownQuery == nil, canSay, !isLeaving, !hasInputEnded else { return }
    ownQuery = give(Array(Command.who.name(in: .portuguese).utf8)).id
  }

  private mutating func stand(_ state: ConnectionState) {
    if !isLeaving && !hasInputEnded { connection = state }
  }

  private mutating func keepLost(_ fate: Fate) {
    guard input == .screen, fate == .unsent || fate == .unsettled, let entry = transcript.entries.last,
      entry.fate == fate
    else { return }
    lost += transcript.wording.lines(of: entry)
  }

  /// Whether what answers a line, and comes before its end, answers that one of our own accord: answers come
  /// in the order of the lines.
  func isNextAnswer(_ id: Int) -> Bool { transcript.pending.first.map { $0.id > id } ?? true }

  private func isAcceptedHelp(_ event: ClientEvent) -> Bool {
    guard case .answered(let id, .accepted) = event else { return false }
    return transcript.pending.first { $0.id == id }?.line.kind == .help
  }

  /// The server can read what is said privately, and people should know once.
  private mutating func tellOfPrivate(_ entry: TranscriptEntry) {
    guard case .whisper = entry.content, !entry.isOld, !hasToldOfPrivate, input != .pipe,
      entry.fate == nil || entry.fate == .accepted
    else { return }
    hasToldOfPrivate = true
    tell(words: [transcript.wording.privateIsKept])
  }
}
