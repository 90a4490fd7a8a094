import ChatClient
import Reactor
import Terminal

/// Puts entries of the transcript into styled text. What a colour says, a word or a mark says as well.
struct EntryFormatter {
  /// Below this width, in columns, the time is left out.
  static let narrow = 32

  /// `12:34` and a blank.
  private static let timeColumns = 6

  let wording: Wording
  var ownName = ""
  /// Whether there is room for the time.
  var showsTime = true

  /// How far the rows that follow the first one are moved in.
  var indent: Int { showsTime ? Self.timeColumns : 2 }

  func paragraphs(_ entry: TranscriptEntry) -> [StyledText] {
    let time = time(entry.milliseconds)
    switch entry.content {
    case .message(let from, let body):
      let head = time + name(from, isKeyed: entry.isKeyed) + StyledText(": ")
      return message(head, body, isForUs: Mention.isIn(entry, of: ownName), entry.fate)
    case .whisper(let from, let to, let body):
      return message(time + whisperHead(from, to, isKeyed: entry.isKeyed), body, isForUs: false, entry.fate)
    case .joined, .left, .notice:
      return lines(of: entry, Style(.standard, .dim), after: time)
    case .earlier: return [StyledText("── \(wording.earlier) ──", Style(.standard, .dim))]
    case .refusal: return lines(of: entry, Style(.red), after: time)
    case .command(let body): return lines(time, body, entry.fate.map(mark) ?? StyledText())
    case .state: return lines(of: entry, Style(.yellow), after: time)
    }
  }

  /// Several people who entered and left.
  func paragraphs(_ run: PresenceRun, milliseconds: Int64) -> [StyledText] {
    [time(milliseconds) + StyledText("* " + run.words(wording), Style(.standard, .dim))]
  }

  /// A message of ours that has no answer yet, with what it waits for.
  func paragraphs(
    pending content: TranscriptEntry.Content, isKeyed: Bool, state: String
  ) -> [StyledText] {
    let gap = StyledText(String(repeating: " ", count: indent))
    let state = StyledText(" … " + state, Style(.yellow, .dim))
    switch content {
    case .message(let from, let body):
      return lines(gap + name(from, isKeyed: isKeyed) + StyledText(": "), body, state)
    case .whisper(let from, let to, let body):
      return lines(gap + whisperHead(from, to, isKeyed: isKeyed), body, state)
    case .command(let body): return lines(gap, body, state, Style(.standard, .dim))
    case .joined, .left, .notice, .earlier, .refusal, .state: return []
    }
  }

  func date(_ time: LocalTime) -> StyledText {
    StyledText("── \(wording.date(time)) ──", Style(.standard, .bold))
  }

  /// A name that a click begins a private message to, with the mark of those that belong to keys.
  func name(_ name: String, isKeyed: Bool) -> StyledText {
    let text = StyledText(
      name, Style(NameColor.color(of: name), .bold), tag: name == ownName || name.isEmpty ? nil : name)
    return isKeyed ? text + StyledText(Wording.keyMark) : text
  }

  /// `isKeyed` is the other one's.
  private func whisperHead(_ from: String, _ to: String, isKeyed: Bool) -> StyledText {
    let you = StyledText(wording.you, Style(.standard, .bold))
    return StyledText(wording.privateMark + " ", Style(.magenta, .bold))
      + (from == ownName ? you : name(from, isKeyed: isKeyed))
      + StyledText(" → ") + (to == ownName ? you : name(to, isKeyed: isKeyed && from == ownName))
      + StyledText(": ")
  }

  private func message(
    _ head: StyledText, _ body: [String], isForUs: Bool, _ fate: Fate?
  ) -> [StyledText] {
    lines(head, body, fate.map(mark) ?? StyledText(), Style(.standard, isForUs ? .bold : []))
  }

  private func lines(
    _ head: StyledText, _ body: [String], _ end: StyledText, _ style: Style = .plain
  ) -> [StyledText] {
    let gap = StyledText(String(repeating: " ", count: indent))
    return body.indices.map { index in
      let line = (index == 0 ? head : gap) + StyledText(body[index], style)
      return index == body.count - 1 ? line + end : line
    }
  }

  private func mark(_ fate: Fate) -> StyledText {
    switch fate {
    case .accepted: StyledText(" ✓", Style(.green, .dim))
    case .refused(_, let words): StyledText(" ✗ \(wording.refusedMark): \(words)", Style(.red))
    case .unsent: StyledText(" ✗ " + wording.unsentMark, Style(.red))
    case .unsettled: StyledText(" ? " + wording.unsettledMark, Style(.red))
    }
  }

  private func lines(of entry: TranscriptEntry, _ style: Style, after time: StyledText) -> [StyledText] {
    wording.lines(of: entry).map { time + StyledText($0, style) }
  }

  private func time(_ milliseconds: Int64) -> StyledText {
    guard showsTime else { return StyledText() }
    return StyledText(wording.time(LocalTime(milliseconds: milliseconds)) + " ", Style(.standard, .dim))
  }
}
