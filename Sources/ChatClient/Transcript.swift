import TLS
import Wire

/// Turns what the link tells into entries that a person can be shown, and keeps the newest of them. Pure, and
/// the same for a pipe, plain lines and a screen.
package struct Transcript: Sendable {
  /// The most entries that are kept unless told otherwise.
  package static let standardEntries = 2_000

  /// The most memory that the strings of entries take, in bytes: twice what `standardEntries` of the longest
  /// texts take. Only a server that lies comes near.
  package static let maximumBytes = 2 * standardEntries * Text.maximumBytes

  /// The most people that `recentSpeakers` lists.
  package static let maximumSpeakers = 50

  /// The most people who can be hidden.
  package static let maximumHidden = 256

  /// The most lines of one text; a server that sends more has the rest on the last one.
  static let maximumTextLines = Text.maximumLines

  /// The most characters of a name that are shown; only a server that lies sends more.
  static let maximumNameCharacters = 2 * Name.maximumCharacters

  /// The words.
  package let wording: Wording

  /// The newest entries, the oldest first.
  package internal(set) var entries: [TranscriptEntry] = []

  /// What was given to the link and has no answer, in order.
  package internal(set) var pending: [PendingLine] = []

  /// Changes when entries were taken out of the middle, since a person is hidden, or put anywhere but at the
  /// end, since they are older: whoever shows them begins anew. Dropping the oldest is none of these.
  package internal(set) var generation = 0

  /// Who has spoken since we came, others than us, the newest first.
  package internal(set) var recentSpeakers: [String] = []

  /// Who is here.
  package internal(set) var presence = Presence()

  /// The name that we bear; empty before we are in the room.
  package internal(set) var ownName = ""

  /// Who is hidden, in the order in which they were.
  package internal(set) var hidden: [Name] = []

  /// Whether entries went, or found no place, since there were too many.
  package internal(set) var hasDropped = false

  let maximumEntries: Int
  private let maximumBytes: Int
  var nextID = 1
  var bytes = 0
  /// Where older messages go.
  var older = OlderPlace(above: 1)
  /// Where those go that were missed before this session.
  var missed = OlderPlace(above: 1)
  /// Whether the next session is one in another room.
  var isElsewhere = false

  /// An empty transcript that keeps at most `maximumEntries`, and of those as many as `maximumBytes` hold,
  /// the newest at least.
  package init(
    _ wording: Wording, maximumEntries: Int = Transcript.standardEntries,
    maximumBytes: Int = Transcript.maximumBytes
  ) {
    precondition(maximumEntries > 0, "a transcript without an entry")
    self.maximumBytes = maximumBytes
    self.wording = wording
    self.maximumEntries = maximumEntries
  }

  /// Takes an event, which came at `now` milliseconds since 1970, and answers what it is to a person; nothing
  /// for what only programs want to know, and for what hidden people do.
  @discardableResult
  package mutating func take(_ event: ClientEvent, at now: Int64) -> [TranscriptEntry] {
    if case .answered(let id, let fate) = event { return settle(id, fate, at: now).map { [$0] } ?? [] }
    if case .olderMissing = event {
      addOlderMissing(at: now)
      return []
    }
    if case .older(let events, let isMissed) = event {
      add(older: events, isMissed: isMissed)
      return []
    }
    if case .kept(let events) = event { return add(kept: events, at: now) }
    learn(event)
    guard let (content, time, isOld) = render(event), !isHidden(event) else { return [] }
    return [add(content, at: time ?? now, isOld: isOld)]
  }

  /// Whom a private message may go to: who spoke, the newest first, then the others here, never oneself.
  package var addressees: [String] {
    let isHere = { [presence] in !presence.isComplete || presence.spelling(of: $0) != nil }
    let speakers = recentSpeakers.filter(isHere)
    let told = Set(speakers)
    return speakers + presence.names.filter { $0 != ownName && !told.contains($0) }
  }

  /// Takes a line that the link is given now, unless it is of the link's own accord.
  package mutating func give(_ line: OutgoingLine) {
    guard line.id != nil else { return }
    pending.append(PendingLine(content: pendingContent(line), line: line))
  }

  /// Adds an entry of our own making, of `now`.
  @discardableResult
  mutating func add(
    _ content: TranscriptEntry.Content, at now: Int64, isOld: Bool = false
  ) -> TranscriptEntry {
    append(
      TranscriptEntry(
        id: nextID, content, milliseconds: now, isOld: isOld, isKeyed: !isOld && isKeyed(content),
        ownName: ownName))
  }

  /// Takes an answer to `#quem` that is not to be shown.
  mutating func learn(here: [String], count: Int) {
    presence.set(here.map(Self.cut), count: count)
  }

  /// The lines of a text, at most `maximumTextLines`.
  static func split(_ text: String) -> [String] {
    text.split(separator: "\n", maxSplits: maximumTextLines - 1, omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// As much of a name as is shown.
  static func cut(_ name: String) -> String {
    // No name has fewer bytes than characters.
    guard name.utf8.count > maximumNameCharacters else { return name }
    let scalars = name.unicodeScalars
    guard scalars.count > maximumNameCharacters else { return name }
    return String(String.UnicodeScalarView(scalars.prefix(maximumNameCharacters))) + "…"
  }
}

extension Transcript {
  mutating func append(_ entry: TranscriptEntry) -> TranscriptEntry {
    nextID += 1
    entries.append(entry)
    bytes += entry.cost
    trimIfNeeded()
    return entry
  }

  /// Has the oldest entries go where there are too many, by a quarter at a time, so that not every entry
  /// moves all others.
  mutating func trimIfNeeded() {
    guard entries.count > maximumEntries + maximumEntries / 4 || bytes > maximumBytes else { return }
    var dropped = 0
    let wanted = bytes > maximumBytes ? maximumOlderBytes : bytes
    while dropped < entries.count - 1, entries.count - dropped > maximumEntries || bytes > wanted {
      bytes -= entries[dropped].cost
      dropped += 1
    }
    entries.removeFirst(dropped)
    hasDropped = true
  }

  /// As much text as is there before no older messages are added, in bytes.
  var maximumOlderBytes: Int { maximumBytes / 4 * 3 }

  func pendingContent(_ line: OutgoingLine) -> TranscriptEntry.Content {
    var content = line.content(from: ownName)
    if case .whisper(let from, let to, let body) = content {
      content = .whisper(from: from, to: presence.spelling(of: to) ?? to, body: body)
    }
    return content.safe
  }

  private mutating func settle(_ id: Int, _ fate: Fate, at now: Int64) -> TranscriptEntry? {
    guard let index = pending.firstIndex(where: { $0.id == id }) else { return nil }
    let settled = pending.remove(at: index)
    let isAccepted = fate == .accepted
    if isAccepted, case .command = settled.content { return nil }
    var told = fate
    if case .refused(let code, let words) = fate {
      told = .refused(code: code, words: wording.refusal(code, words))
    }
    return append(
      TranscriptEntry(
        id: nextID, settled.content, milliseconds: now, fate: told,
        typed: isAccepted ? [] : settled.line.typedLines, isKeyed: isKeyed(settled.content),
        ownName: ownName))
  }
}
