import Journal

@testable import ChatServer
@testable import JournalSQLite

extension FuzzTarget {
  /// A batch of a journal's file, as whoever can write to the file may have left it: an error, or entries
  /// that come back when they are written, and which the roster folds.
  static let journalBatch = FuzzTarget("journal-batch", seeds: makeBatches) { bytes in
    guard let entries = try? Batch.entries(bytes) else { return }
    let again = try Batch.entries(Batch(entries).bytes)
    try hold(again == entries, "\(again) in place of \(entries)")
    var log = FoldedLog()
    for entry in entries.compactMap(\.entry) { log.fold(entry) }
    // What the server would write before it stops, it can read when it starts.
    let roster = try Roster(Snapshot(sequence: log.last, bytes: written(log.roster)))
    try hold(roster == log.roster, "a roster that changes")
  }

  /// Entries as the journal gives them: no line of a session twice.
  private struct FoldedLog {
    private struct Line: Hashable {
      let session: SessionID
      let number: UInt64
    }

    private(set) var roster = Roster()
    private(set) var last = SequenceNumber.zero
    private var lines: Set<Line> = []

    mutating func fold(_ entry: Entry) {
      let line = Line(session: entry.session, number: entry.number)
      guard entry.number == 0 || lines.insert(line).inserted else { return }
      _ = roster.apply(entry)
      last = entry.sequence
    }
  }

  /// One of each event, alone and together.
  private static func makeBatches() throws -> [[UInt8]] {
    let name = Array("ana".utf8)
    guard let key = PersonKey([UInt8](repeating: 7, count: PersonKey.byteCount)) else { return [] }
    let (ana, beto) = (SessionID(high: 1, low: 1), SessionID(high: 2, low: 2))
    func change(_ kind: KeyChange.Kind, _ key: PersonKey?) -> Event {
      .keys(KeyChange(kind: kind, name: name, nameKey: name, key: key))
    }
    let events: [Event] = [
      .joined(Identity(name: name, key: name, isResumable: true, keys: [key])), change(.given, key),
      .said(name: name, text: name),
      .whispered(Whisper(from: name, to: name, recipient: beto, text: name, owner: nil)), .away(.lost),
      .returned, .joined(Identity(name: name, key: name, isResumable: false, isFurther: true)),
      .left(name: name, cause: .lost, awaySince: nil, isLast: false),
      .left(name: name, cause: .lost, awaySince: SequenceNumber(5)), .ended(goneSince: SequenceNumber(9)),
      .forgotten(owner: .owner(since: SequenceNumber(2)), through: SequenceNumber(4)), change(.added, key),
      change(.removed, key), change(.freed, nil),
      .kicked(Kick(name: name, session: beto, by: name, minutes: 5, subject: name)),
      .banned(subject: name, by: name), .pardoned(subject: name, by: name),
      .nodeServes(Node(address: name, pins: [key], lease: 15_000)), .nodeEnded(node: 1, since: nil),
    ]
    let entries = events.enumerated().map { index, event in
      StoredEntry(
        sequence: SequenceNumber(UInt64(index + 1)), milliseconds: Int64(index), writer: 1, session: ana,
        number: 0, content: .event(event))
    }
    let emptied = [entries[2].struck, entries[3].erased]
    return (entries + emptied).map { Batch([$0]).bytes } + [Batch(entries).bytes, Batch(emptied).bytes]
  }
}
