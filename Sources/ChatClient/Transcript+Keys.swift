import TLS
import Wire

// Names that belong to keys, and the private messages that wait for them.
extension Transcript {
  /// Whether the name of who says that belongs to a key; of what we say to one person, that person's.
  package func isKeyed(_ content: TranscriptEntry.Content) -> Bool {
    switch content {
    case .message(let from, _): !presence.pins(of: from).isEmpty
    case .whisper(let from, let to, _): !presence.pins(of: from == ownName ? to : from).isEmpty
    default: false
    }
  }

  /// The names, those that belong to keys with the mark that says so.
  package func marked(_ names: [String]) -> [String] {
    names.map { presence.pins(of: $0).isEmpty ? $0 : $0 + Wording.keyMark }
  }

  /// Adds private messages that waited for us, below a line that says so.
  mutating func add(kept events: [ClientEvent], at now: Int64) -> [TranscriptEntry] {
    let shown = events.filter { !isHidden($0) }.compactMap(render)
    guard !shown.isEmpty else { return [] }
    var added = [add(.notice(wording.kept(shown.count)), at: now)]
    for (content, time, _) in shown {
      let entry = TranscriptEntry(
        id: nextID, content, milliseconds: time ?? now, isOld: true, isLate: true, ownName: ownName)
      added.append(append(entry))
    }
    return added
  }
}
