/// One client of a load thread: its connection, and what it has said and heard.
struct LoadClient {
  enum Phase {
    case idle, connecting, handshaking, entering, entered, leaving, gone
  }

  /// 0 ..< senders: it speaks to all. Otherwise it only listens, or writes to its neighbour.
  let id: Int
  var name: String
  var phase = Phase.idle
  var stream: LoadStream?
  /// Tells the events of this connection from late ones of the client's earlier connections.
  var generation: UInt32 = 0
  /// The beginning of a line.
  var rest: [UInt8] = []
  /// What the socket had no room for.
  var output: [UInt8] = []
  var isWatchedForWriting = false
  /// When the connection was begun.
  var startedAt: Int64 = 0
  var hasHeardProbe = false

  /// Messages and pings sent.
  var sent = 0
  /// `private`: pings that were answered.
  var answered = 0
  /// `fanout`, for each place in the window: threads whose receivers do not all have the message in it.
  var underWay: [Int] = []
  /// `paced`: when the next message is to be sent.
  var dueAt: Int64 = 0

  /// numbered: lines sent, so that the last one had this number.
  var lines = 0
  /// numbered: lines that were accepted or refused.
  var answeredLines = 0
  /// numbered: where the client is in the log.
  var sequence = 0
  /// numbered: what takes the session up.
  var token: [UInt8] = []
  /// `resume`: messages that came after the cut.
  var caughtUp = 0

  init(id: Int) {
    self.id = id
    name = "u\(id)"
  }
}
