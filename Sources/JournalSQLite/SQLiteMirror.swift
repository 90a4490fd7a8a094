import Foundation
import GRDB
import Journal
import Reactor

/// A copy of a log that lies elsewhere, in a file, for what a log alone cannot do fast: history by session,
/// private messages, lines by their numbers. It can be deleted at any time and is filled anew then.
///
/// Entries come with the numbers that they have where the log is. One thread owns it; the reader any thread
/// may use. A power failure can take its newest entries, which are read again. Where the disk fails, its
/// owner has to stop.
package final class SQLiteMirror {
  /// Reads what was put in, without what was struck or erased.
  package let reader: any JournalReader
  /// How far the log has been read.
  package private(set) var position: SequenceNumber
  /// The newest entry that is there, `zero` where there is none.
  package private(set) var newest: SequenceNumber

  private let path: String
  // Let go in this order: the statements, the connection, what it calls, the lock.
  private var insertion: Insertion
  private let groupCommit: GroupCommit
  private let writer: DatabaseQueue
  private let log: WriteAheadLog
  private let lock: FileLock
  /// What the file says of `position`, and of `swept`.
  private var stored: (position: SequenceNumber, swept: SequenceNumber)

  /// Opens the file, or makes it, mode 0600; the folder must be there. A copy of another room, of
  /// another version, or one that cannot be read, is deleted.
  ///
  /// - Parameter room: whose log it is.
  /// - Throws: `foreign` where it is a file of something else, which is left as it is; `inUse`, `denied`,
  ///   `full`, `failed`.
  package init(
    _ path: String, of room: RoomID, indexLag: UInt64 = MessageIndex.standardLag
  ) throws(JournalError) {
    let lock = try JournalFile.claim(path)
    let opened: Opened
    do throws(JournalError) {
      opened = try Opened(path, room, indexLag: indexLag)
    } catch {
      guard error.kind == .corrupt || error.kind == .newer else { throw error }
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      // So that it is closed to everybody else from its first moment on.
      do throws(SystemError) {
        try OwnFile.make(path)
      } catch {
        throw JournalError(.denied, "\(path): \(error)")
      }
      opened = try Opened(path, room, indexLag: indexLag)
    }
    self.path = path
    self.lock = lock
    writer = opened.writer
    reader = opened.reader
    insertion = opened.insertion
    groupCommit = opened.groupCommit
    log = opened.log
    newest = opened.start.newest
    position = opened.position
    stored = (opened.position, opened.swept)
  }

  /// Puts the next entries in, all that the log has up to `position`. What came before them is settled: what
  /// did not count is struck.
  package func append(_ entries: [Entry], through position: SequenceNumber) throws(JournalError) {
    precondition(position >= self.position, "a log is read forwards")
    if let last = entries.last {
      let settled = self.position
      do throws(JournalError) {
        try change { db in
          try insertion.begin(db)
          for entry in entries { _ = try insertion.add(entry) }
          try insertion.finish()
          try db.cachedStatement(sql: Self.setPosition).execute(arguments: [settled.column])
        }
      } catch {
        insertion.abandon()
        throw error
      }
      newest = last.sequence
      stored.position = settled
    }
    self.position = position
    if log.isLarge { try checkpoint { try log.checkpoint($0) } }
  }

  /// The newest entry's time up to `sequence`, struck or not, in milliseconds since 1970; 0 where there is
  /// none.
  package func milliseconds(at sequence: SequenceNumber) throws(JournalError) -> Int64 {
    try look { db in try db.newest(through: sequence)?.milliseconds ?? 0 }
  }

  /// The entry that is the session's line of that number, from 1 on.
  package func line(_ number: UInt64, of session: SessionID) throws(JournalError) -> SequenceNumber? {
    try look { db in
      try Int64.fetchOne(
        db.cachedStatement(sql: Schema.line), arguments: [session.blob, Int64(clamping: number)]
      ).map { SequenceNumber(column: $0) }
    }
  }

  /// Empties entries; their places stay.
  package func strike(_ sequences: [SequenceNumber]) throws(JournalError) {
    guard !sequences.isEmpty else { return }
    try change { db in try db.strike(sequences) }
    insertion.noteEmptied(sequences)
    log.noteErased()
  }

  /// Overwrites what private messages say.
  package func erase(_ whispers: [SequenceNumber]) throws(JournalError) {
    try change { db in try db.erase(whispers) }
    insertion.noteEmptied(whispers)
    log.noteErased()
  }

  /// Those of the entries that are private messages and not erased.
  package func whispers(among sequences: [SequenceNumber]) throws(JournalError) -> [SequenceNumber] {
    try look { db in
      try db.entries(at: sequences).filter {
        if case .event(.whispered) = $0.content { true } else { false }
      }.map(\.sequence)
    }
  }

  /// As `Journal.whispers`.
  package func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference] {
    try look { try $0.whispers(after: start, through: end, before: milliseconds, limit: limit) }
  }

  /// The first `limit` entries that were struck, up to `end`, and have not been swept.
  package func struck(through end: SequenceNumber, limit: Int) throws(JournalError) -> [SequenceNumber] {
    guard end > stored.swept else { return [] }
    let swept = stored.swept
    return try look { db in
      var struck: [SequenceNumber] = []
      try db.eachBatch(after: swept) { entries in
        for entry in entries {
          guard entry.sequence <= end, struck.count < limit else { return false }
          if entry.content == .struck { struck.append(entry.sequence) }
        }
        return true
      }
      return struck
    }
  }

  /// What was struck up to `end` is in the log no more.
  package func noteSwept(through end: SequenceNumber) throws(JournalError) {
    guard end > stored.swept else { return }
    try change { db in
      try db.cachedStatement(sql: Self.setSwept).execute(arguments: [end.column])
    }
    stored.swept = end
  }

  /// The oldest entries, at most `limit`, that are not after `end` nor the newest and are from before
  /// `milliseconds`.
  package func oldest(
    _ limit: Int, through end: SequenceNumber, before milliseconds: Int64
  ) throws(JournalError) -> [SequenceNumber] {
    let newest = newest
    return try look { db in
      var oldest: [SequenceNumber] = []
      try db.eachBatch(after: .zero) { entries in
        for entry in entries {
          guard entry.sequence <= end, entry.sequence < newest, entry.milliseconds < milliseconds,
            oldest.count < limit
          else { return false }
          oldest.append(entry.sequence)
        }
        return true
      }
      return oldest
    }
  }

  /// Removes all entries up to `end`.
  package func trim(through end: SequenceNumber) throws(JournalError) {
    try change { db in try db.trim(through: end, before: .max, limit: .max) }
    log.noteErased()
  }

  /// Whether `rest` has something to do.
  package var wantsRest: Bool { log.isWorthCheckpoint || stored.position < position }

  /// Notes that all up to `position` is settled, and does a checkpoint if it is worth it.
  package func rest() throws(JournalError) {
    if stored.position < position {
      let position = position
      try change { db in
        try db.cachedStatement(sql: Self.setPosition).execute(arguments: [position.column])
      }
      stored.position = position
    }
    if log.isWorthCheckpoint { try checkpoint { try log.rest($0) } }
  }
}

extension SQLiteMirror {
  private static let setPosition = "UPDATE mirror SET position = ?"
  private static let setSwept = "UPDATE mirror SET swept = ?"

  private func change(_ body: (Database) throws -> Void) throws(JournalError) {
    do {
      try writer.writeWithoutTransaction { db in try groupCommit(db, body) }
    } catch {
      throw JournalError(error, path)
    }
  }

  private func look<Answer>(_ body: (Database) throws -> Answer) throws(JournalError) -> Answer {
    do {
      return try writer.writeWithoutTransaction(body)
    } catch {
      throw JournalError(error, path)
    }
  }

  private func checkpoint(_ body: (Database) throws -> Void) throws(JournalError) {
    do {
      try writer.writeWithoutTransaction(body)
    } catch {
      throw JournalError(error, path)
    }
  }
}
