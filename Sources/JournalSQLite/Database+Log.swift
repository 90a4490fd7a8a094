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
      cachedStatement(sql: "SELECT entries FROM batch WHERE last > ? ORDER BY last"),
      arguments: [start.column])
    while let row = try rows.next() {
      let entries = try Batch.entries(try row.bytes(at: 0))
      guard try body(entries.drop { $0.sequence <= start }) else { return }
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
      let entries = try Batch.entries(try row.bytes(at: 0))
      guard try body(entries.drop { $0.sequence <= start }.prefix { $0.sequence <= end }) else { return }
    }
  }

  /// From the batch on in which `:end` is.
  private static let backwards = """
    SELECT entries FROM batch
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
    try eachBatch(of: sequences) { _, entries, isOne in found += entries.filter(isOne) }
    return found
  }

  /// Empties entries; their places stay.
  func strike(_ sequences: [SequenceNumber]) throws {
    try eachBatch(of: sequences) { last, entries, isOne in
      for entry in entries where isOne(entry) { try forgetLine(of: entry) }
      try rewrite(last, entries.map { isOne($0) ? $0.struck : $0 })
    }
  }

  /// Empties private messages; that their numbers were there stays known.
  func erase(_ whispers: [SequenceNumber]) throws {
    try eachBatch(of: whispers) { last, entries, isOne in
      try rewrite(last, entries.map { isOne($0) ? $0.erased : $0 })
    }
    try reviewStretches(of: whispers)
  }

  /// Removes the oldest entries that are from before `milliseconds` and not after `end`: whole batches, until
  /// there are `limit`, and of the last one what is to go. Answers how many there were.
  @discardableResult
  func trim(through end: SequenceNumber, before milliseconds: Int64, limit: Int) throws -> Int {
    var count = 0
    try eachBatch(after: .zero) { entries in
      let old = entries.prefix { $0.sequence <= end && $0.milliseconds < milliseconds }
      guard let newest = old.last, let last = entries.last?.sequence.column else { return false }
      for entry in old { try forgetLine(of: entry) }
      count += old.count
      if old.count == entries.count {
        try cachedStatement(sql: "DELETE FROM batch WHERE last = ?").execute(arguments: [last])
      } else {
        try rewrite(last, entries.dropFirst(old.count))
      }
      try cachedStatement(sql: "DELETE FROM stretch WHERE last <= ?")
        .execute(arguments: [newest.sequence.column])
      return count < limit && old.count == entries.count
    }
    return count
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

  /// Calls with each batch that has some of these entries: its key, all of its entries, and which are meant.
  private func eachBatch(
    of sequences: [SequenceNumber],
    _ body: (_ last: Int64, [StoredEntry], _ isOne: (StoredEntry) -> Bool) throws -> Void
  ) throws {
    let wanted = Set(sequences)
    var rest = wanted.sorted()[...]
    let statement = try cachedStatement(
      sql: "SELECT last, entries FROM batch WHERE last >= ? ORDER BY last LIMIT 1")
    while let first = rest.first {
      guard let row = try Row.fetchOne(statement, arguments: [first.column]) else { return }
      let last: Int64 = try row.decode(atIndex: 0)
      try body(last, Batch.entries(try row.bytes(at: 1))) { wanted.contains($0.sequence) }
      rest = rest.drop { $0.column <= last }
    }
  }

  private func rewrite(_ last: Int64, _ entries: some Sequence<StoredEntry>) throws {
    try cachedStatement(sql: "UPDATE batch SET entries = ? WHERE last = ?")
      .execute(arguments: [Data(Batch(entries).bytes), last])
  }

  private func forgetLine(of entry: StoredEntry) throws {
    guard entry.number > 0 else { return }
    try cachedStatement(sql: "DELETE FROM line WHERE session = ? AND number = ? AND sequence = ?")
      .execute(
        arguments: [entry.session.blob, Int64(clamping: entry.number), entry.sequence.column])
  }

  /// Says anew whom the stretches concern that have these entries: nobody looks into one from which all
  /// private messages are gone.
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
        for entry in entries where entry.sequence.column <= last {
          if case .event(let event) = entry.content { stretch.note(event, of: entry.session) }
        }
        return entries.last.map { $0.sequence.column < last } ?? true
      }
      try cachedStatement(sql: "UPDATE stretch SET has_public = ?, persons = ? WHERE last = ?")
        .execute(arguments: [stretch.hasPublic, Data(stretch.persons.bytes), last])
      rest = rest.drop { $0.column <= last }
    }
  }
}
