import GRDB
import Journal

/// The entries of a journal of version 1 to 3, which had a row each; that of a mirror is filled anew.
///
/// `event` is an `EventKind`, or 0 where it did not count and was emptied, or 8 where nothing is kept of a
/// private message but that it was.
enum EntryRows {
  /// Puts all of them into the tables that came after.
  static func pack(_ db: Database) throws {
    var insertion = try Insertion(db, indexLag: MessageIndex.standardLag)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT sequence, milliseconds, event, session, number, name, folded, resumable, addressee, recipient,
          text, cause, since, keys
        FROM entry ORDER BY sequence
        """)
    var newest = SequenceNumber.zero
    while let row = try rows.next() {
      let entry = try entry(row)
      guard entry.sequence > newest else { throw JournalError(.corrupt, "an entry without a number") }
      try insertion.move(entry)
      newest = entry.sequence
    }
    try insertion.finish()
  }

  private static func entry(_ row: Row) throws -> StoredEntry {
    let content: StoredEntry.Content =
      switch try row.decode(Int64.self, atIndex: 2) {
      case 0: .struck
      case 8: .erased
      default: .event(try event(row))
      }
    return StoredEntry(
      sequence: SequenceNumber(column: try row.decode(atIndex: 0)), milliseconds: try row.decode(atIndex: 1),
      writer: 0, session: try SessionID(blob: row, at: 3),
      number: UInt64(clamping: try row.decode(Int64.self, atIndex: 4)), content: content)
  }

  /// Where a column's name does not say what it holds: of `whispered` in `since` the entry since which the
  /// sender's name is its owner's, NULL for a guest; of `forgotten` in `recipient` the owner, in `since` the
  /// last message that was forgotten; of `kicked` in `name` who did it, in `addressee` and `recipient` to
  /// whom, in `text` what is kept out, in `since` for how many minutes; of `banned` and `pardoned` in `name`
  /// who did it, in `text` to whom; of `nodeServes` in `name` the address, in `keys` the pins, in `since` the
  /// lease; of `nodeEnded` in `cause` the node.
  private static func event(_ row: Row) throws -> Event {
    func cause() throws -> LeaveCause {
      let value = try row.decode(Int64?.self, atIndex: 11) ?? -1
      guard let cause = UInt8(exactly: value).flatMap(LeaveCause.init(rawValue:)) else {
        throw JournalError(.corrupt, "an unknown cause of leaving, \(value)")
      }
      return cause
    }
    func kick() throws -> Kick {
      let value = try row.decode(Int64?.self, atIndex: 12) ?? -1
      guard let minutes = UInt32(exactly: value) else {
        throw JournalError(.corrupt, "somebody was kicked for \(value) minutes")
      }
      return Kick(
        name: try row.bytes(at: 8), session: try SessionID(blob: row, at: 9), by: try row.bytes(at: 5),
        minutes: minutes, subject: try row.bytes(at: 10))
    }
    let since = try row.decode(Int64?.self, atIndex: 12).map { SequenceNumber(column: $0) }
    let kind = try row.decode(Int64.self, atIndex: 2)
    switch UInt8(exactly: kind).flatMap(EventKind.init(rawValue:)) {
    case .joined: return .joined(try identity(row, isFurther: false))
    case .deviceJoined: return .joined(try identity(row, isFurther: true))
    case .said: return .said(name: try row.bytes(at: 5), text: try row.bytes(at: 10))
    case .whispered:
      return .whispered(
        Whisper(
          from: try row.bytes(at: 5), to: try row.bytes(at: 8), recipient: try SessionID(blob: row, at: 9),
          text: try row.bytes(at: 10), owner: since.flatMap { $0 > .zero ? .owner(since: $0) : nil }))
    case .away: return .away(try cause())
    case .returned: return .returned
    case .left: return .left(name: try row.bytes(at: 5), cause: try cause(), awaySince: since)
    case .deviceLeft:
      return .left(name: try row.bytes(at: 5), cause: try cause(), awaySince: since, isLast: false)
    case .forgotten: return .forgotten(owner: try SessionID(blob: row, at: 9), through: since ?? .zero)
    case .ended: return .ended(goneSince: since ?? .zero)
    case .keyAdded: return .keys(try change(.added, row))
    case .keyRemoved: return .keys(try change(.removed, row))
    case .nameGiven: return .keys(try change(.given, row))
    case .nameFreed: return .keys(try change(.freed, row))
    case .kicked: return .kicked(try kick())
    case .banned: return .banned(subject: try row.bytes(at: 10), by: try row.bytes(at: 5))
    case .pardoned: return .pardoned(subject: try row.bytes(at: 10), by: try row.bytes(at: 5))
    case .nodeServes:
      let lease = try row.decode(Int64?.self, atIndex: 12) ?? 0
      return .nodeServes(Node(address: try row.bytes(at: 5), pins: try keys(row), lease: lease))
    case .nodeEnded:
      let node = try row.decode(Int64?.self, atIndex: 11) ?? 0
      return .nodeEnded(node: UInt64(bitPattern: node), since: since)
    case nil:
      throw JournalError(.corrupt, "an entry of an unknown kind, \(kind)")
    }
  }

  private static func identity(_ row: Row, isFurther: Bool) throws -> Identity {
    Identity(
      name: try row.bytes(at: 5), key: try row.bytes(at: 6),
      isResumable: try row.decode(Bool?.self, atIndex: 7) ?? false, keys: try keys(row),
      isFurther: isFurther)
  }

  /// The key that changes stands behind the others.
  private static func change(_ kind: KeyChange.Kind, _ row: Row) throws -> KeyChange {
    let keys = try keys(row)
    guard keys.isEmpty == (kind == .freed) else { throw JournalError(.corrupt, "a change of no key") }
    return KeyChange(
      kind: kind, name: try row.bytes(at: 5), nameKey: try row.bytes(at: 6), key: keys.last,
      others: keys.dropLast())
  }

  private static func keys(_ row: Row) throws -> [PersonKey] {
    guard let keys = PersonKey.list(try row.bytes(at: 13)) else {
      throw JournalError(.corrupt, "a person's key that is cut off")
    }
    return keys
  }
}
