// JournalSQLite: the room's log in a SQLite file, on GRDB.
//
// The journal thread owns the `SQLiteJournal` and with it the only connection that writes and checkpoints:
// two connections that reset a write-ahead log at once can corrupt it (sqlite.org/wal.html, "the WAL-reset
// bug", mended in 3.51.3). Its `SQLiteReader` has a connection of its own, which only reads. A lock on a file
// beside the journal keeps a second process away.

import Foundation
import GRDB
import Journal
import Reactor

/// A journal in a file. What it has answered as committed is in the file, and with `Durability.full` on the
/// disk.
///
/// All drafts of one `submit` are one transaction (group commit). Where the system fails to write or to sync,
/// nobody knows what of it is on the disk, and trying again can make a lie of what the system then says
/// (fsync(2), "A failed fsync"): the journal stops, and is read on until it is opened again.
package final class SQLiteJournal: Journal {
  /// Which log this is: a random number that was written when the file was made.
  package let room: RoomID
  /// 0: the lock keeps everybody else away.
  package var writer: UInt64 { 0 }
  /// Reads what was committed.
  package let reader: any JournalReader

  private let path: String
  // Let go in this order: the statements, the connection, what it calls, the lock.
  private var insertion: Insertion
  private let groupCommit: GroupCommit
  private let connection: DatabaseQueue
  private let log: WriteAheadLog
  private let lock: FileLock
  private let clock: @Sendable () -> Int64
  /// The last number that was given, and the newest entry that is there: a life under `normal` may have given
  /// numbers, and shown them, that a power failure has taken away. They are not given again.
  private var last: SequenceNumber
  private var newest: SequenceNumber
  private var lastMilliseconds: Int64
  private var answers: [JournalAnswer] = []
  private var isStopped = false
  /// What could not be struck yet, for want of room.
  private var unstruck: [SequenceNumber] = []
  private var wake: (@Sendable () -> Void)?

  /// Opens the journal in this file, or makes it, mode 0600; the folder must be there.
  ///
  /// - Parameters:
  ///   - path: the file. SQLite puts two more beside it (`-wal`, `-shm`), and we a lock (`-lock`).
  ///   - newRoom: the room's id, where the file is made.
  ///   - indexLag: how many entries `MessageIndex` may lag behind; fewer than the standard in tests alone.
  ///   - clock: milliseconds since 1970. A clock that goes back does not take the entries' times back.
  /// - Throws: every kind of `JournalError`.
  package init(
    _ path: String, durability: Durability = .full, newRoom: RoomID,
    indexLag: UInt64 = MessageIndex.standardLag, clock: @escaping @Sendable () -> Int64
  ) throws(JournalError) {
    let lock = try JournalFile.claim(path)
    do {
      let connection = try DatabaseQueue(path: path, configuration: LogConnection.configuration("journal"))
      try Schema.prepare(connection, newRoom: newRoom)
      let start = try connection.writeWithoutTransaction { db in
        try LogConnection.configure(db, durability)
        let start = try Start(db)
        try db.execute(sql: Schema.lossy, arguments: [durability == .normal])
        return start
      }
      var reading = LogConnection.configuration("history")
      reading.readonly = true
      reader = SQLiteReader(path, try DatabaseQueue(path: path, configuration: reading))
      (groupCommit, insertion, log) = try connection.writeWithoutTransaction { db in
        (try GroupCommit(db), try Insertion(db, indexLag: indexLag), WriteAheadLog(db))
      }
      room = start.room
      newest = start.newest
      last = SequenceNumber(start.newest.value + (start.isLossy ? Self.lossyNumbers : 0))
      lastMilliseconds = start.milliseconds
      self.lock = lock
      self.connection = connection
      self.path = path
      self.clock = clock
    } catch {
      throw JournalError(error, path)
    }
  }

  /// Puts the drafts into the log in one transaction.
  package func submit(_ drafts: [Draft]) {
    guard !drafts.isEmpty else { return }
    guard !isStopped else { return fail(drafts) }
    let before = (last, newest, lastMilliseconds)
    lastMilliseconds = max(lastMilliseconds, clock())
    let earlier = answers.count
    do {
      try write { db in
        try db.strike(unstruck)
        insertion.noteEmptied(unstruck)
        try insertion.begin(db)
        for draft in drafts { answers.append(try append(draft, db)) }
        try insertion.finish()
      }
      unstruck.removeAll()
    } catch {
      answers.removeSubrange(earlier...)
      (last, newest, lastMilliseconds) = before
      insertion.abandon()
      if !stops(error) { fail(drafts) }
    }
    if !isStopped, log.isLarge { checkpoint { try log.checkpoint($0) } }
  }

  /// Gives the answers so far.
  package func collect(into answers: inout [JournalAnswer]) {
    guard !answers.isEmpty else { return swap(&answers, &self.answers) }
    answers.append(contentsOf: self.answers)
    self.answers.removeAll(keepingCapacity: true)
  }

  /// Calls back where the journal stops outside a `submit`.
  package func wake(with closure: @escaping @Sendable () -> Void) { wake = closure }

  /// Empties the entries; their places stay.
  package func strike(_ sequences: [SequenceNumber]) {
    unstruck.append(contentsOf: sequences)
    guard !isStopped, !unstruck.isEmpty else { return }
    do {
      try write { db in try db.strike(unstruck) }
      insertion.noteEmptied(unstruck)
      unstruck.removeAll()
    } catch {
      // Where it goes on, the next commit tries again.
      if stops(error) { wake?() }
    }
  }

  /// The pieces of the newest snapshot that is whole.
  package func snapshot() throws(JournalError) -> Snapshot? {
    try checked {
      try connection.writeWithoutTransaction { db -> Snapshot? in
        guard let sequence = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM snapshot WHERE is_last")
        else { return nil }
        let parts = try Data.fetchAll(
          db, sql: "SELECT bytes FROM snapshot WHERE sequence = ? ORDER BY part", arguments: [sequence])
        return Snapshot(sequence: SequenceNumber(column: sequence), bytes: parts.flatMap { Array($0) })
      }
    }
  }

  /// Writes a piece of a snapshot; the first clears away what was begun before, the last what it replaces.
  package func keep(_ part: SnapshotPart) throws(JournalError) {
    try change { db in
      let sequence = part.sequence.column
      let whole = try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM snapshot WHERE is_last")
      // The same again says nothing new, and in pieces it would be less than it is.
      guard whole != sequence else { return }
      if part.index == 0 {
        try db.execute(sql: "DELETE FROM snapshot WHERE sequence IS NOT ?", arguments: [whole])
      }
      try db.execute(
        sql: "INSERT INTO snapshot (sequence, part, is_last, bytes) VALUES (?, ?, ?, ?)",
        arguments: [sequence, part.index, part.isLast, Data(part.bytes)])
      if part.isLast {
        try db.execute(sql: "DELETE FROM snapshot WHERE sequence <> ?", arguments: [sequence])
      }
    }
  }

  /// Removes old entries, about `trimStep` at a time.
  package func trim(
    through end: SequenceNumber, before milliseconds: Int64
  ) throws(JournalError) -> Bool {
    // Never the newest: its number says where the log goes on.
    guard newest > .zero else { return false }
    let end = min(end, SequenceNumber(newest.value - 1))
    let count = try change { db in
      try db.trim(through: end, before: milliseconds, limit: Self.trimStep)
    }
    if count > 0 { log.noteErased() }
    return count >= Self.trimStep
  }

  /// How many numbers are left out where some may have been lost: more than a disk can lag behind.
  static let lossyNumbers: UInt64 = 1_000_000

  /// Entries after which `trim` stops at the end of a batch: a few milliseconds' work.
  static let trimStep = 512

  /// Private messages that are not erased.
  package func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference] {
    try checked {
      try connection.writeWithoutTransaction { db in
        try db.whispers(after: start, through: end, before: milliseconds, limit: limit)
      }
    }
  }

  /// Overwrites what private messages say: `secure_delete` leaves nothing of it in the file, and the next
  /// `rest` nothing in the write-ahead log.
  package func erase(_ whispers: [SequenceNumber]) throws(JournalError) {
    try change { db in try db.erase(whispers) }
    insertion.noteEmptied(whispers)
    log.noteErased()
  }

  /// Whether the write-ahead log is worth a checkpoint.
  package var wantsRest: Bool { !isStopped && log.isWorthCheckpoint }

  /// A checkpoint.
  package func rest() {
    if !isStopped { checkpoint { try log.rest($0) } }
  }
}

extension SQLiteJournal {
  private func write<Answer>(_ body: (Database) throws -> Answer) throws -> Answer {
    try connection.writeWithoutTransaction { db in try groupCommit(db, body) }
  }

  private func append(_ draft: Draft, _ db: Database) throws -> JournalAnswer {
    let entry = Entry(
      sequence: SequenceNumber(last.value + 1), milliseconds: lastMilliseconds, session: draft.session,
      number: draft.number, event: draft.event)
    guard try insertion.add(entry) else {
      let earlier = try Int64.fetchOne(
        db.cachedStatement(sql: Schema.line), arguments: [draft.session.blob, Int64(clamping: draft.number)])
      guard let earlier else { throw JournalError(.corrupt, "a line is there and is not") }
      return .repeated(draft: draft.id, of: SequenceNumber(column: earlier))
    }
    last = entry.sequence
    newest = entry.sequence
    return .committed(entry, draft: draft.id)
  }

  private func fail(_ drafts: [Draft]) {
    for draft in drafts { answers.append(.failed(draft: draft.id)) }
  }

  /// Whether the journal stops with the error; where it does not, what was tried was undone, wholly.
  private func stops(_ error: any Error) -> Bool {
    let error = JournalError(error, path)
    guard error.kind != .full, error.kind != .inUse else { return false }
    isStopped = true
    answers.append(.stopped(error))
    return true
  }

  private func checkpoint(_ body: (Database) throws -> Void) {
    do {
      try connection.writeWithoutTransaction(body)
    } catch {
      // Where there is no room for it, the next one tries again.
      if stops(error) { wake?() }
    }
  }

  /// A change that is no entry. It stops the journal like one, and is not tried where that has happened.
  private func change<Answer>(_ body: (Database) throws -> Answer) throws(JournalError) -> Answer {
    guard !isStopped else { throw JournalError(.failed, "\(path): the journal has stopped") }
    do {
      return try write(body)
    } catch {
      if stops(error) { wake?() }
      throw JournalError(error, path)
    }
  }

  private func checked<Answer>(_ body: () throws -> Answer) throws(JournalError) -> Answer {
    do {
      return try body()
    } catch {
      throw JournalError(error, path)
    }
  }
}
