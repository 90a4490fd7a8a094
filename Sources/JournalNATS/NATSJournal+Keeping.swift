import Journal
import JournalSQLite

/// Snapshots, and what keeps the stream small. Each call waits for the engine.
extension NATSJournal {
  /// Entries that `trim` removes at a time, each a request, all of them under way at once.
  static let trimStep = 128
  /// Struck entries that `trim` takes out of the stream at a time, each a request.
  static let sweepStep = 32
  /// Of each kind, what nodes told each other that `trim` removes at a time, each two requests.
  private static let recordStep = 256

  /// The newest whole snapshot in the stream, this node's or another's.
  package func snapshot() throws(JournalError) -> Snapshot? {
    let found = try ask {
      try snapshots.manifest().map { ($0, try snapshots.snapshot($0)) }
    }
    guard let (manifest, snapshot) = found else { return nil }
    // Another node may have written it since the stream was opened. What it has folded, the start does not.
    if !isRestored, manifest.sequence > chain.last.sequence { chain = HashChain(from: manifest.checkpoint) }
    return snapshot
  }

  /// Puts a piece of a snapshot into the stream; nothing where a later one is there.
  package func keep(_ part: SnapshotPart) throws(JournalError) {
    try beginChange()
    if part.index == 0 {
      guard part.sequence > intake.snapshot else { return }
      guard let hash = try hash(at: part.sequence) else {
        throw JournalError(.failed, "\(name): a snapshot of too long ago")
      }
      snapshots.begin(
        Checkpoint(sequence: part.sequence, hash: hash),
        milliseconds: try mirror.milliseconds(at: part.sequence))
    }
    guard snapshots.isWriting(part.sequence) else { return }
    var written = snapshots
    defer { snapshots = written }
    try ask { try written.keep(part) }
  }

  /// Removes the oldest entries from the stream, and then from the mirror; before them what was struck.
  package func trim(through end: SequenceNumber, before milliseconds: Int64) throws(JournalError) -> Bool {
    try beginChange()
    if try sweep(through: end) { return true }
    let old = try mirror.oldest(Self.trimStep, through: end, before: milliseconds)
    if let last = old.last {
      try ask {
        // All or some of them are gone where another node was faster.
        let first = try connection.first(of: .entry, from: 1) ?? .max
        try connection.remove(old.lazy.map(\.value).filter { $0 >= first })
      }
      try change { () throws(JournalError) in try mirror.trim(through: last) }
    }
    if old.count == Self.trimStep { return true }
    try removeRecords()
    return false
  }

  /// Private messages that are not erased.
  package func whispers(
    after start: SequenceNumber, through end: SequenceNumber, before milliseconds: Int64, limit: Int
  ) throws(JournalError) -> [WhisperReference] {
    try mirror.whispers(after: start, through: end, before: milliseconds, limit: limit)
  }

  /// Overwrites private messages where the stream lies, tells the other nodes, and overwrites the mirror's.
  package func erase(_ whispers: [SequenceNumber]) throws(JournalError) {
    try beginChange()
    let whispers = Set(try mirror.whispers(among: whispers)).sorted()
    guard let last = whispers.last else { return }
    try remove(Removal(.erased, whispers))
    erasedThrough = max(erasedThrough, last)
    try change { () throws(JournalError) in try mirror.erase(whispers) }
  }

  /// Takes what was struck up to `end` out of the stream. Whether there is more.
  private func sweep(through end: SequenceNumber) throws(JournalError) -> Bool {
    let end = min(end, mirror.newest)
    let struck = try mirror.struck(through: end, limit: Self.sweepStep)
    if !struck.isEmpty { try remove(Removal(.struck, struck)) }
    let hasMore = struck.count == Self.sweepStep
    let swept = hasMore ? struck.last ?? end : end
    try change { () throws(JournalError) in try mirror.noteSwept(through: swept) }
    return hasMore
  }

  /// The other nodes hear of it last, so that nobody takes for removed what is still there.
  private func remove(_ removal: Removal) throws(JournalError) {
    try ask {
      for sequence in removal.sequences { try connection.erase(sequence.value) }
      _ = try connection.store(removal.bytes, .removal)
    }
  }

  /// What nodes told each other about entries that are gone, or that a snapshot has. What is left goes with
  /// the next `trim`.
  private func removeRecords() throws(JournalError) {
    let oldest = try reader.oldest()?.value ?? 0
    let snapshot = intake.snapshot.value
    try ask {
      try connection.remove(.removal, before: oldest, limit: Self.recordStep)
      try connection.remove(.checkpoint, before: snapshot, limit: Self.recordStep)
    }
  }

  private func beginChange() throws(JournalError) {
    settle()
    guard !isStopped else { throw JournalError(.failed, "\(name): the journal has stopped") }
  }

  /// A change of the mirror, which stops the journal where it fails.
  private func change(_ body: () throws(JournalError) -> Void) throws(JournalError) {
    do throws(JournalError) {
      try body()
    } catch {
      stop(error)
      wake?()
      throw error
    }
  }

  /// Asks the engine, unless there is no server at the moment: nobody would answer for seconds.
  private func ask<Answer>(_ body: () throws -> Answer) throws(JournalError) -> Answer {
    guard connection.isConnected else { throw JournalError(.failed, "\(name): no server answers") }
    do {
      return try body()
    } catch let error as JournalError {
      throw JournalError(error.kind, "\(name): \(error)")
    } catch let error as NATSFailure {
      throw JournalError(.failed, "\(name): \(error.text)")
    } catch {
      throw JournalError(.failed, "\(name): \(error)")
    }
  }
}
