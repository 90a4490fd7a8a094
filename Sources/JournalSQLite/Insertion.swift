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
    statement.bind(5, Int64(clamping: entry.number))
    return try statement.bind(4, entry.session) { try insert(entry.event) } == 1
  }

  private func insert(_ event: Event) throws -> Int {
    switch event {
    case .joined(let identity):
      statement.bind(8, identity.isResumable ? 1 : 0)
      return try statement.bind(6, text: identity.name) {
        try statement.bind(7, text: identity.key) { try statement.run() }
      }
    case .said(let name, let text):
      return try statement.bind(6, text: name) {
        try statement.bind(11, text: text) { try statement.run() }
      }
    case .whispered(let whisper):
      return try statement.bind(6, text: whisper.from) {
        try statement.bind(9, text: whisper.to) {
          try statement.bind(10, whisper.recipient) {
            try statement.bind(11, text: whisper.text) { try statement.run() }
          }
        }
      }
    case .away(let cause): statement.bind(12, Int64(cause.rawValue))
    case .returned: break
    case .left(let name, let cause, let awaySince):
      statement.bind(12, Int64(cause.rawValue))
      if let awaySince { statement.bind(13, awaySince.column) }
      return try statement.bind(6, text: name) { try statement.run() }
    case .ended(let goneSince): statement.bind(13, goneSince.column)
    case .kicked(let kick):
      statement.bind(13, Int64(kick.minutes))
      return try statement.bind(6, text: kick.by) {
        try statement.bind(9, text: kick.name) {
          try statement.bind(10, kick.session) {
            try statement.bind(11, text: kick.subject) { try statement.run() }
          }
        }
      }
    case .banned(let subject, let by), .pardoned(let subject, let by):
      return try statement.bind(6, text: by) {
        try statement.bind(11, text: subject) { try statement.run() }
      }
    }
    return try statement.run()
  }
}
