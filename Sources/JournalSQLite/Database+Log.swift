import Foundation
import GRDB
import Journal

/// The log's entries, a batch at a time.
extension Database {
  /// Calls with the entries after `start`, those of a batch together, oldest first, until they end or `body`
  /// answers that it wants no more.
  func eachBatch(
    after start: SequenceNumber, _ body: ([StoredEntry].SubSequence) throws -> Bool
  ) throws {
    let rows = try Row.fetchCursor(
      cachedStatement(sql: "SELECT last, entries FROM batch WHERE last > ? ORDER BY last"),
      arguments: [start.column])
    while let row = try rows.next() {
      guard try body(row.entries().drop { $0.sequence <= start }) else { return }
    }
  }

  /// The same with the last batch first, and of each what is not after `end`.
  func eachBatchBackwards(
    from end: SequenceNumber, after start: SequenceNumber,
    _ body: ([StoredEntry].SubSequence) throws -> Bool
  ) throws {
    let rows = try Row.fetchCursor(
      cachedStatement(sql: Self.backwards), arguments: ["start": start.column, "end": end.column])
    while let row = try rows.next() {
      let entries = try row.entries()
      guard try body(entries.drop { $0.sequence <= start }.prefix { $0.sequence <= end }) else { return }
    }
  }

  /// From the batch on in which `:end` is.
  private static let backwards = """
    SELECT last, entries FROM batch
    WHERE last > :start AND last <= ifnull((SELECT min(last) FROM batch WHERE last >= :end), :end)
    ORDER BY last DESC
    """

  /// The newest entry up to this one, struck or not.
  func newest(through end: SequenceNumber) throws -> StoredEntry? {
    var newest: StoredEntry?
    try eachBatchBackwards(from: end, after: .zero) { entries in
      newest = entries.last
      return newest == nil
    }
    return newest
  }

  /// What is left of these entries.
  func entries(at sequences: [SequenceNumber]) throws -> [StoredEntry] {
    var found: [StoredEntry] = []
    try eachBatch(of: sequences) { entries, isOne in found += entries.filter(isOne) }
    return found
  }

  /// Empties entries; their places stay.
  func strike(_ sequences: [SequenceNumber]) throws {
    try empty(sequences, leaving: \.struck) { entry in try forgetLine(of: entry) }
  }

  /// Empties private messages; that their numbers were there stays known.
  func erase(_ whispers: [SequenceNumber]) throws {
    try empty(whispers, leaving: \.erased) { _ in }
  }

  /// Puts what is left of these entries in their place, and lets the index say no more of them.
  private func empty(
    _ sequences: [SequenceNumber], leaving remains: (StoredEntry) -> StoredEntry,
    _ forget: (StoredEntry) throws -> Void
  ) throws {
    // Each commit asks for it, nearly always for nothing.
    guard !sequences.isEmpty else { return }
    var emptied: [SequenceNumber] = []
    try eachBatch(of: sequences) { entries, isOne in
      let changed = entries.filter { isOne($0) && remains($0) != $0 }
      guard !changed.isEmpty, let last = entries.last else { return }
      for entry in changed { try forget(entry) }
      try rewrite(last.sequence, entries.map { isOne($0) ? remains($0) : $0 })
      emptied += changed.map(\.sequence)
    }
    try reviewStretches(of: emptied)
  }

  /// Removes the oldest entries that are from before `milliseconds` and not after `end`: whole batches, until
  /// there are `limit`, and of the last one what is to go. Answers how many there were.
  @discardableResult
  func trim(through end: SequenceNumber, before milliseconds: Int64, limit: Int) throws -> Int {
    var count = 0
    var trimmed = SequenceNumber.zero
    try eachBatch(after: .zero) { entries in
      let old = entries.prefix { $0.sequence <= end && $0.milliseconds < milliseconds }
      guard let newest = old.last, let last = entries.last else { return false }
      for entry in old { try forgetLine(of: entry) }
      count += old.count
      trimmed = newest.sequence
      guard old.count == entries.count else {
        try rewrite(last.sequence, entries.dropFirst(old.count))
        return false
      }
      try cachedStatement(sql: "DELETE FROM batch WHERE last = ?").execute(arguments: [last.sequence.column])
      return count < limit
    }
    try cachedStatement(sql: "DELETE FROM stretch WHERE last <= ?").execute(arguments: [trimmed.column])
    return count
  }

  /// Removes all that comes after an entry at which a batch ends.
  func removeAll(after end: SequenceNumber) throws {
    try eachBatch(after: end) { entries in
      for entry in entries { try forgetLine(of: entry) }
      return true
    }
    try execute(sql: "DELETE FROM batch WHERE last > ?", arguments: [end.column])
    try execute(sql: "DELETE FROM stretch WHERE last > ?", arguments: [end.column])
  }

  /// As `Journal.whispers`.
  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws -> [WhisperReference] {
    var found: [WhisperReference] = []
    /// Whether to go on.
    func look(after start: SequenceNumber, through end: SequenceNumber) throws -> Bool {
      var isOver = false
      try eachBatch(after: start) { entries in
        for entry in entries {
          // Times rise with numbers.
          guard entry.milliseconds < milliseconds, found.count < limit else {
            isOver = true
            return false
          }
          guard entry.sequence <= end else { return false }
          guard case .event(.whispered(let whisper)) = entry.content else { continue }
          found.append(WhisperReference(sequence: entry.sequence, recipient: whisper.recipient))
        }
        return true
      }
      return !isOver
    }
    var start = start
    let stretches = try Row.fetchCursor(
      cachedStatement(sql: "SELECT last, length(persons) > 0 FROM stretch WHERE last > ? ORDER BY last"),
      arguments: [start.column])
    while start < end, let row = try stretches.next() {
      let last = SequenceNumber(column: try row.decode(atIndex: 0))
      guard try !row.decode(Bool.self, atIndex: 1) || look(after: start, through: min(last, end)) else {
        return found
      }
      start = last
    }
    if start < end { _ = try look(after: start, through: end) }
    return found
  }

  /// Calls with each batch that has some of these entries: all that it has, and which are meant.
  private func eachBatch(
    of sequences: [SequenceNumber],
    _ body: ([StoredEntry], _ isOne: (StoredEntry) -> Bool) throws -> Void
  ) throws {
    let wanted = Set(sequences)
    var rest = wanted.sorted()[...]
    let statement = try cachedStatement(
      sql: "SELECT last, entries FROM batch WHERE last >= ? ORDER BY last LIMIT 1")
    while let first = rest.first {
      guard let row = try Row.fetchOne(statement, arguments: [first.column]) else { return }
      let entries = try row.entries()
      try body(entries) { wanted.contains($0.sequence) }
      rest = rest.drop { sequence in entries.last.map { sequence <= $0.sequence } ?? true }
    }
  }

  private func rewrite(_ last: SequenceNumber, _ entries: some Sequence<StoredEntry>) throws {
    try cachedStatement(sql: "UPDATE batch SET entries = ? WHERE last = ?")
      .execute(arguments: [Data(Batch(entries).bytes), last.column])
  }

  private func forgetLine(of entry: StoredEntry) throws {
    guard entry.number > 0 else { return }
    try cachedStatement(sql: "DELETE FROM line WHERE session = ? AND number = ? AND sequence = ?")
      .execute(
        arguments: [entry.session.blob, Int64(clamping: entry.number), entry.sequence.column])
  }

  /// Says anew whom the stretches concern that have these entries, so that nobody looks into one from which
  /// all private messages are gone, and nothing tells whom they were to.
  private func reviewStretches(of sequences: [SequenceNumber]) throws {
    var rest = Set(sequences).sorted()[...]
    let around = try cachedStatement(
      sql: """
        SELECT min(last), (SELECT max(last) FROM stretch WHERE last < ?1) FROM stretch WHERE last >= ?1
        """)
    while let first = rest.first {
      guard let row = try Row.fetchOne(around, arguments: [first.column]),
        let last = try row.decode(Int64?.self, atIndex: 0)
      else { return }
      var stretch = Stretch()
      try eachBatch(after: SequenceNumber(column: try row.decode(Int64?.self, atIndex: 1) ?? 0)) { entries in
        for entry in entries where entry.sequence.column <= last { stretch.note(entry) }
        return entries.last.map { $0.sequence.column < last } ?? true
      }
      try cachedStatement(sql: "UPDATE stretch SET has_public = ?, persons = ? WHERE last = ?")
        .execute(arguments: [stretch.hasPublic, Data(stretch.persons.bytes), last])
      rest = rest.drop { $0.column <= last }
    }
  }
}

extension Row {
  /// The entries of a batch, of which the first columns are `last` and `entries`.
  fileprivate func entries() throws -> [StoredEntry] {
    let entries = try Batch.entries(try bytes(at: 1))
    guard try entries.last?.sequence.column == decode(Int64.self, atIndex: 0) else {
      throw JournalError(.corrupt, "entries that are in the place of others")
    }
    return entries
  }
}
