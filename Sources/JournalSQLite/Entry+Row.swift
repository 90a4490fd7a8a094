import GRDB
import Journal

extension Entry {
  /// The columns that `init(row:)` reads, in its order.
  static let columns = """
    sequence, milliseconds, event, session, number, name, folded, resumable, addressee, recipient, text, \
    cause, since
    """

  /// The entry in a row with `columns`, neither struck nor erased.
  init(row: Row) throws {
    self.init(
      sequence: SequenceNumber(column: try row.decode(atIndex: 0)), milliseconds: try row.decode(atIndex: 1),
      session: try SessionID(blob: row, at: 3),
      number: UInt64(clamping: try row.decode(Int64.self, atIndex: 4)), event: try Self.event(row))
  }

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
    switch EventKind(rawValue: kind) {
    case .joined:
      return .joined(
        Identity(
          name: try row.bytes(at: 5), key: try row.bytes(at: 6),
          isResumable: try row.decode(Bool?.self, atIndex: 7) ?? false))
    case .said: return .said(name: try row.bytes(at: 5), text: try row.bytes(at: 10))
    case .whispered:
      return .whispered(
        Whisper(
          from: try row.bytes(at: 5), to: try row.bytes(at: 8), recipient: try SessionID(blob: row, at: 9),
          text: try row.bytes(at: 10)))
    case .away: return .away(try cause())
    case .returned: return .returned
    case .left: return .left(name: try row.bytes(at: 5), cause: try cause(), awaySince: since)
    case .ended: return .ended(goneSince: since ?? .zero)
    case .kicked: return .kicked(try kick())
    case .banned: return .banned(subject: try row.bytes(at: 10), by: try row.bytes(at: 5))
    case .pardoned: return .pardoned(subject: try row.bytes(at: 10), by: try row.bytes(at: 5))
    case .struck, .erased, nil:
      throw JournalError(.corrupt, "an entry of an unknown kind, \(kind)")
    }
  }
}
