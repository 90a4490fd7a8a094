import GRDB
import Journal

/// The statements that entries pass: one for each kind of message, with its columns alone, since each column
/// of a row costs time, and others for all else.
struct Insertion {
  private let said: RawStatement
  /// Of `kicked` and `forgotten` too, which have the same columns.
  private let whispered: RawStatement
  private let other: RawStatement
  /// Whether they have the writer too: a journal has but one.
  private let hasWriter: Bool

  private static let front = ["sequence", "milliseconds", "event", "session", "number", "name"]

  init(_ db: Database, _ kind: Schema.Kind = .journal) throws {
    func statement(_ columns: String...) throws -> RawStatement {
      try RawStatement(db, Schema.insert(Self.front + columns, kind))
    }
    said = try statement("text")
    whispered = try statement("text", "addressee", "recipient", "since")
    other = try statement("folded", "resumable", "cause", "since", "keys")
    hasWriter = kind == .mirror
  }

  /// Whether it was added; to a journal it is not where its (session, number) is there already.
  func insert(_ entry: Entry) throws -> Bool {
    let statement = statement(for: entry.event)
    statement.bind(1, entry.sequence.column)
    statement.bind(2, entry.milliseconds)
    statement.bind(3, Int64(EventKind(entry.event).rawValue))
    statement.bind(5, Int64(clamping: entry.number))
    if hasWriter { statement.bind(Schema.writerParameter, Int64(bitPattern: entry.writer)) }
    return try statement.bind(4, entry.session) { try insert(entry.event, statement) } == 1
  }

  private func statement(for event: Event) -> RawStatement {
    switch event {
    case .said, .banned, .pardoned: said
    case .whispered, .kicked, .forgotten: whispered
    case .joined, .away, .returned, .left, .ended, .keys, .nodeServes, .nodeEnded: other
    }
  }

  private func insert(_ event: Event, _ statement: RawStatement) throws -> Int {
    switch event {
    case .said(let name, let text):
      return try statement.bind(6, text: name) {
        try statement.bind(7, text: text) { try statement.run() }
      }
    case .whispered(let whisper):
      if let since = whisper.owner?.ownerSince { statement.bind(10, since.column) }
      return try statement.bind(6, text: whisper.from) {
        try statement.bind(7, text: whisper.text) {
          try statement.bind(8, text: whisper.to) {
            try statement.bind(9, whisper.recipient) { try statement.run() }
          }
        }
      }
    case .joined(let identity):
      statement.bind(8, identity.isResumable ? 1 : 0)
      return try statement.bind(6, text: identity.name) {
        try statement.bind(7, text: identity.key) {
          guard !identity.keys.isEmpty else { return try statement.run() }
          return try statement.bind(11, blob: identity.keys.flatMap(\.bytes)) { try statement.run() }
        }
      }
    case .away(let cause): statement.bind(9, Int64(cause.rawValue))
    case .returned: break
    case .left(let name, let cause, let awaySince, _):
      statement.bind(9, Int64(cause.rawValue))
      if let awaySince { statement.bind(10, awaySince.column) }
      return try statement.bind(6, text: name) { try statement.run() }
    case .ended(let goneSince): statement.bind(10, goneSince.column)
    case .forgotten(let owner, let through):
      statement.bind(10, through.column)
      return try statement.bind(9, owner) { try statement.run() }
    case .keys(let change):
      return try statement.bind(6, text: change.name) {
        try statement.bind(7, text: change.nameKey) {
          try statement.bind(11, blob: (change.others + [change.key].compactMap(\.self)).flatMap(\.bytes)) {
            try statement.run()
          }
        }
      }
    case .kicked(let kick):
      statement.bind(10, Int64(kick.minutes))
      return try statement.bind(6, text: kick.by) {
        try statement.bind(7, text: kick.subject) {
          try statement.bind(8, text: kick.name) {
            try statement.bind(9, kick.session) { try statement.run() }
          }
        }
      }
    case .banned(let subject, let by), .pardoned(let subject, let by):
      return try statement.bind(6, text: by) {
        try statement.bind(7, text: subject) { try statement.run() }
      }
    case .nodeServes(let node):
      statement.bind(10, node.lease)
      return try statement.bind(6, text: node.address) {
        try statement.bind(11, blob: node.pins.flatMap(\.bytes)) { try statement.run() }
      }
    case .nodeEnded(let node, let since):
      statement.bind(9, Int64(bitPattern: node))
      if let since { statement.bind(10, since.column) }
    }
    return try statement.run()
  }
}
