extension MemoryStore.State {
  /// Of several owners' snapshots the one of the latest place stays.
  mutating func keep(_ part: SnapshotPart, of owner: Int) {
    if part.index == 0 { owners[owner].snapshotBytes = [] }
    owners[owner].snapshotBytes.append(contentsOf: part.bytes)
    guard part.isLast else { return }
    if part.sequence >= snapshot?.sequence ?? .zero {
      snapshot = Snapshot(sequence: part.sequence, bytes: owners[owner].snapshotBytes)
    }
    owners[owner].snapshotBytes = []
  }

  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) -> [WhisperReference] {
    var result: [WhisperReference] = []
    for entry in entries[index(after: start)...] {
      guard entry.sequence <= end, entry.milliseconds < milliseconds, result.count < limit else { break }
      guard isShown(entry), case .whispered(let whisper) = entry.event else { continue }
      result.append(WhisperReference(sequence: entry.sequence, recipient: whisper.recipient))
    }
    return result
  }

  mutating func erase(_ whispers: [SequenceNumber]) {
    for sequence in whispers {
      guard sequence > .zero else { continue }
      let index = index(after: SequenceNumber(sequence.value - 1))
      guard index < entries.count, entries[index].sequence == sequence,
        case .whispered = entries[index].event
      else { continue }
      let old = entries[index]
      keptBytes -= old.cost
      let nothing = Whisper(from: [], to: [], recipient: .server, text: [])
      entries[index] = Entry(
        sequence: sequence, milliseconds: old.milliseconds, writer: old.writer, session: old.session,
        number: old.number, event: .whispered(nothing))
      keptBytes += entries[index].cost
      erased.insert(sequence)
    }
  }
}
