import GRDB
import Journal

/// The one statement that every message passes.
struct Insertion {
  private let statement: RawStatement

  init(_ db: Database) throws { statement = try RawStatement(db, Schema.insert) }

  /// Whether it was added; it is not where its (session, number) is there already.
  func insert(_ entry: Entry) throws -> Bool {
    statement.bind(1, entry.sequence.column)
    statement.bind(2, entry.milliseconds)
    statement.bind(3, EventKind(entry.event).rawValue)
    statement.bind(4, entry.session)
    statement.bind(5, Int64(clamping: entry.number))
    switch entry.event {
    case .joined(let identity):
      statement.bind(6, text: identity.name)
      statement.bind(7, text: identity.key)
      statement.bind(8, identity.isResumable ? 1 : 0)
    case .said(let name, let text):
      statement.bind(6, text: name)
      statement.bind(11, text: text)
    case .whispered(let whisper):
      statement.bind(6, text: whisper.from)
      statement.bind(9, text: whisper.to)
      statement.bind(10, whisper.recipient)
      statement.bind(11, text: whisper.text)
    case .away(let cause): statement.bind(12, Int64(cause.rawValue))
    case .returned: break
    case .left(let name, let cause, let awaySince):
      statement.bind(6, text: name)
      statement.bind(12, Int64(cause.rawValue))
      if let awaySince { statement.bind(13, awaySince.column) }
    case .ended(let goneSince): statement.bind(13, goneSince.column)
    }
    return try statement.run() == 1
  }
}
