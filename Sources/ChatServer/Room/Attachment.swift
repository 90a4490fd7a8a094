import Journal
import Wire

/// The journal thread's side of a connection: which session speaks through it, and what of its lines still
/// waits.
final class Attachment {
  let connection: ConnectionID
  let session: SessionID
  let dialect: Dialect
  let caller: Caller
  /// The name; set once the session has entered.
  var name: [UInt8] = []
  /// Since which entry the name belongs to the session's owner, 0 for a guest.
  private var ownerSince: UInt64 = 0
  /// The session's secret, until the client has been told it.
  var token: [UInt8] = []
  /// How the session was taken up, nil where it entered through this connection.
  var resumption: Resumption?
  /// Whether the session has entered through this connection (or has taken itself up), and neither left nor
  /// was cut.
  var hasEntered = false
  /// Lines whose answer comes through the journal or the history reader and is not there yet.
  var outstanding = 0
  /// Whether one of these waits for the history reader. Lines after it wait as well: the journal answers in
  /// the order of the lines, but it would be faster than the history reader.
  var awaitsHistory = false
  /// Lines held at the most. With the flood limit on, a journal would have to be silent for minutes before a
  /// connection has so many; with it off, whoever sends so many without an answer is cut, as a slow reader.
  static let heldLimit = 4096

  /// Lines that wait until nothing is outstanding, since answers come in the order of the lines.
  var held: [Request] = []

  init(connection: ConnectionID, session: SessionID, dialect: Dialect, caller: Caller) {
    self.connection = connection
    self.session = session
    self.dialect = dialect
    self.caller = caller
  }

  /// The owner of whose devices this is one, once the session has entered; nil for a guest.
  var owner: SessionID? {
    get { ownerSince == 0 ? nil : .owner(since: SequenceNumber(ownerSince)) }
    set { ownerSince = newValue?.ownerSince?.value ?? 0 }
  }

  /// Who looks into the log through the connection.
  var viewer: Viewer { Viewer(session, owner: owner) }
}
