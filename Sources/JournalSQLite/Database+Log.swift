import GRDB
import Journal

extension Database {
  /// Empties entries; their places stay.
  func strike(_ sequences: [SequenceNumber]) throws {
    guard !sequences.isEmpty else { return }
    let statement = try cachedStatement(sql: Schema.strike)
    for sequence in sequences { try statement.execute(arguments: [sequence.column]) }
  }

  /// Empties private messages; that their numbers were there stays known.
  func erase(_ whispers: [SequenceNumber]) throws {
    let statement = try cachedStatement(sql: Schema.erase)
    for sequence in whispers { try statement.execute(arguments: [sequence.column]) }
  }

  /// As `Journal.whispers`.
  func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws -> [WhisperReference] {
    let statement = try cachedStatement(sql: Schema.whispers)
    var found: [WhisperReference] = []
    let rows = try Row.fetchCursor(statement, arguments: [start.column, end.column, limit])
    // Times rise with numbers.
    while let row = try rows.next(), try row.decode(Int64.self, atIndex: 2) < milliseconds {
      let sequence = SequenceNumber(column: try row.decode(atIndex: 0))
      found.append(WhisperReference(sequence: sequence, recipient: try SessionID(blob: row, at: 1)))
    }
    return found
  }
}
