// Messages from before those that are there. Entries stand in the order of their ids, so older ones get ids
// from below: the transcript begins at 1 and what is older goes down from 0; each further session begins
// `sessionIDs` higher, and what was missed before it goes down from there.
extension Transcript {
  /// The ids between two sessions: more than any transcript has entries.
  private static let sessionIDs = 1 << 32

  /// Whether there is no room for older messages: nothing goes for their sake, and what went for the sake of
  /// newer ones is not brought back.
  package var isFull: Bool {
    hasDropped || entries.count >= maximumEntries || bytes >= maximumOlderBytes
  }

  /// The id of the entry above which older messages come; nil before there is one.
  package var oldestID: Int? {
    let index = index(of: older)
    return index < entries.count ? entries[index].id : nil
  }

  /// A new session begins: what was missed belongs between what is there and what comes. In another room it
  /// is what is older that belongs there.
  mutating func beginSession() {
    // The first one.
    guard !ownName.isEmpty else { return }
    nextID += Self.sessionIDs
    missed = OlderPlace(above: nextID)
    guard isElsewhere else { return }
    isElsewhere = false
    older = missed
    hasDropped = false
  }

  /// Puts older messages where they belong: of those from before everything the newest that there is room
  /// for; for those that were missed the oldest of all make room.
  mutating func add(older events: [ClientEvent], isMissed: Bool) {
    guard isMissed || !isFull else { return hasDropped = true }
    let most = isMissed ? events.count : maximumEntries - entries.count
    if events.count > most { hasDropped = true }
    var place = isMissed ? missed : older
    let index = index(of: place)
    var added: [TranscriptEntry] = []
    for event in events.suffix(most).reversed() {
      guard !isHidden(event), case (let content, let time?, _)? = render(event) else { continue }
      if place.isEmpty {
        // The line between them and what comes later is the first of them.
        added.append(TranscriptEntry(id: place.take(), .earlier, milliseconds: time, ownName: ownName))
      }
      added.append(
        TranscriptEntry(id: place.take(), content, milliseconds: time, isOld: true, ownName: ownName))
    }
    guard !added.isEmpty else { return }
    entries.insert(contentsOf: added.reversed(), at: index)
    bytes += added.reduce(0) { $0 + $1.cost }
    if isMissed { missed = place } else { older = place }
    generation += 1
    trimIfNeeded()
  }

  /// Says above what was missed that there may be more of it.
  mutating func addOlderMissing(at now: Int64) {
    let index = index(of: missed)
    let time = index < entries.count ? entries[index].milliseconds : now
    let entry = TranscriptEntry(
      id: missed.take(), .notice(wording.olderMissing), milliseconds: time, isOld: true, ownName: ownName)
    entries.insert(entry, at: index)
    bytes += entry.cost
    generation += 1
    trimIfNeeded()
  }

  private func index(of place: OlderPlace) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].id <= place.next { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
