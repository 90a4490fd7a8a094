import Journal

/// Makes pieces of entries. Its memory is used again, so that a piece has exactly what it needs.
struct PieceRenderer {
  private var shared: [UInt8] = []
  private var whispers: [UInt8] = []
  private var lines: [LogPiece.Line] = []

  /// The piece with these entries.
  ///
  /// - Parameter earlier: what the piece begins with, where the entries come behind that.
  mutating func piece(
    _ entries: [Entry], behind earlier: LogPiece?, start: UInt64, through: UInt64, budget: PieceBudget
  ) -> LogPiece {
    shared.removeAll(keepingCapacity: true)
    whispers.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    if let earlier {
      shared.append(contentsOf: earlier.shared)
      whispers.append(contentsOf: earlier.whispers)
      lines.append(contentsOf: earlier.lines)
    }
    for entry in entries { append(entry) }
    return LogPiece(
      start: start, through: through, shared: Array(shared[...]), whispers: Array(whispers[...]),
      lines: Array(lines[...]), budget: budget)
  }

  private mutating func append(_ entry: Entry) {
    if case .whispered(let whisper) = entry.event {
      let start = whispers.count
      EntryRenderer.appendMissed(entry, to: &whispers)
      note(entry, start..<whispers.count, for: whisper.recipient, from: whisper.owner)
    } else {
      let start = shared.count
      EntryRenderer.appendMissed(entry, to: &shared)
      note(entry, start..<shared.count, for: nil)
    }
  }

  /// Whose line it is, who is not told it again. What those do who run the room they see as the others do.
  private func sender(of entry: Entry) -> SessionID {
    switch entry.event {
    case .kicked, .banned, .pardoned: .server
    default: entry.session
    }
  }

  private mutating func note(
    _ entry: Entry, _ range: Range<Int>, for recipient: SessionID?, from owner: SessionID? = nil
  ) {
    guard !range.isEmpty else { return }
    lines.append(
      LogPiece.Line(
        sequence: entry.sequence.value, start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        sender: sender(of: entry), recipient: recipient, ownerSince: owner?.ownerSince?.value ?? 0))
  }
}
