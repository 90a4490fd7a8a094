// ChatClient: one person's end of the chat. Two threads divide it by what they own. The link thread owns the
// socket, the TLS session and the `Conversation` (`Link` is its handle); the main thread owns what the person
// sees and types, with the `Dialogue` and its `Transcript`. They meet in two inboxes alone: commands one way,
// `ClientEvent`s the other. `Conversation`, `Dialogue` and `Transcript` are pure: values in, values out.

import TLS
import Wire

/// What is said over one connection after another, in the numbered dialect: numbers, the cursor, the lines
/// that have no answer yet, taking the session up again. It has no socket and no clock: bytes go in with the
/// time, bytes and events come out, and whoever owns it looks at `wantsConnection`, `dropReason`, `end` and
/// `deadline` after every call. Times are milliseconds of one clock that never goes back.
package struct Conversation: Sendable {
  /// The most people whose names `entered` and `here` list; the others are counted.
  package static let maximumHere = 500

  /// How long leaving waits for the server's goodbye, or, with nothing else to lose, for a connection, in
  /// milliseconds.
  package static let goodbyeMilliseconds: Int64 = 2_000

  /// The most private messages of ours that are remembered, should one be reported undelivered.
  package static let maximumRemembered = 1_024

  /// The most announcements of a next key on one connection that are told; each is written to the disk.
  static let maximumNextKeys = 8

  /// The most lists of the room's servers on one connection that are told. It takes years to change that
  /// often, and for each the known servers are read.
  package static let maximumNodeLists = 1_024

  /// How long a server that has said that it stops has for closing the connection, where there are others, in
  /// milliseconds.
  package static let byeMilliseconds: Int64 = 1_000

  enum Phase: Equatable {
    case offline, unnamed, inRoom
    case entering(number: UInt64, isAccepted: Bool)
    case resuming(number: UInt64)
  }

  enum Leaving: Equatable {
    case no
    /// As soon as every line is answered.
    case whenAnswered
    /// `#sair` stands in the line of lines.
    case asked
    /// It was answered; the server closes, or we do.
    case answered
  }

  struct SentLine {
    let number: UInt64
    let line: OutgoingLine
  }

  let asksAgain: Bool
  let showsOlder: Bool
  var phase = Phase.offline
  var leaving = Leaving.no
  var name: Name?
  var token: [UInt8]?
  var room: String?
  /// The sequence number of our entering, with which an unknown room's counting begins.
  var entrySequence: UInt64 = 0
  var cursor: UInt64 = 0
  var nextNumber: UInt64 = 1
  /// Lines get their numbers when they are first sent, so one that was never sent can go to a new session.
  var sent: [SentLine] = []
  var unsent: [OutgoingLine] = []
  var decoder = LineDecoder()
  var heartbeat: Heartbeat?
  var leaveDeadline: Int64?
  var here: [String] = []
  var hereCount = 0
  /// Whose names belong to keys, of those who are listed in the welcome.
  var keys: [PersonKeys] = []
  var kept = Kept()
  var oldLines = 0
  var isInHistory = false
  /// The next key that the welcome under way has named so far.
  var welcomedNextPin: PublicKeyPin?
  /// The next key that was told last.
  var nextPin: PublicKeyPin?
  /// How often it was told on this connection.
  var nextKeysTold = 0
  /// The servers of the room that were told last on this connection.
  var nodes: ToldNodes?
  /// How often they were told on this connection.
  var nodeListsTold = 0
  /// When the server that stops has had time enough.
  var byeDeadline: Int64?
  var whispers: [(sequence: UInt64, to: String)] = []
  /// The number of the oldest line that was told, or of our entering, where older ones are shown.
  var oldest: UInt64?
  /// How many older ones are asked for; nil while none are.
  var wantedOlder: Int?
  var missed: Missed?
  var page = OlderPage()
  var olderRetryAt: Int64?
  /// Whether older messages have ever come, or were refused for good.
  var hasFirstPage = false
  /// The cursor of the session before this one.
  var toldSequence: UInt64 = 0
  /// The name of the session that was told last.
  var toldName: Name?
  /// Whether we have entered, and the connection was cut before that could be told.
  var isEntryUntold = false
  var hasConnected = false
  /// Whether the name was thought about while the connection waited, which it does not for ever.
  var wasNamedLate = false
  var events: [ClientEvent] = []
  var witness: (@Sendable (ServerLine) -> Void)?

  /// What is to be sent; whoever sends takes it off the front. Emptied when the connection ends.
  package var output: [UInt8] = []

  /// Whether we have been in the room, from when on no failure to connect is the end.
  package internal(set) var hasEntered = false

  /// Whether there are other servers to go to.
  package var hasOthers = false

  /// Whether the server of the connection before, or of the present one, has said that it stops.
  package internal(set) var isServerStopping = false

  /// Why the connection is to be closed now, by us; `disconnected` answers it.
  package internal(set) var dropReason: CutReason?

  /// Set once, when all is over; the last event says so too.
  package internal(set) var end: ClientEnd?
  /// Whether the server has said that this person was thrown out.
  var isKicked = false

  /// - Parameters:
  ///   - name: under which to enter; where nil, it is asked for.
  ///   - asksAgain: whether there is somebody to ask for another name where one is refused; else that is
  ///     the end.
  ///   - showsOlder: whether what was said before we came is asked for.
  ///   - nextPin: the next key that the server has announced before.
  package init(name: Name?, asksAgain: Bool, showsOlder: Bool = false, nextPin: PublicKeyPin? = nil) {
    self.name = name
    self.asksAgain = asksAgain
    self.showsOlder = showsOlder
    self.nextPin = nextPin
  }

  /// Whether we are in the room now.
  package var isInRoom: Bool { phase == .inRoom }

  /// Whether a connection is to be made. Without a name one is made only once, to see who answers.
  package var wantsConnection: Bool {
    end == nil && phase == .offline && (name != nil || token != nil || !hasConnected)
  }

  /// When `tick` is to be called, at the latest; nil where nothing waits for the time.
  package var deadline: Int64? {
    [heartbeat?.deadline, leaveDeadline, olderDeadline, byeDeadline].compactMap(\.self).min()
  }

  /// A connection stands, handshake included.
  package mutating func connected(at now: Int64) {
    decoder = LineDecoder()
    heartbeat = Heartbeat(at: now)
    hasConnected = true
    wasNamedLate = false
    welcomedNextPin = nil
    nextKeysTold = 0
    nodes = nil
    nodeListsTold = 0
    isServerStopping = false
    if leaving != .asked { leaveDeadline = nil }
    if let token {
      phase = .resuming(number: takeNumber())
      ClientRenderer.append(.resume(token: token, after: cursor), number: nextNumber - 1, to: &output)
    } else {
      enter()
    }
  }

  /// The connection ended, by us or by itself. Where the next server is tried at once, nothing is lost by it.
  package mutating func disconnected(_ reason: CutReason, at now: Int64, triesNext: Bool = false) {
    let wasUnnamed = name == nil && token == nil
    let refusal = dropReason
    phase = .offline
    dropReason = nil
    heartbeat = nil
    byeDeadline = nil
    output = []
    here = []
    hereCount = 0
    isInHistory = false
    oldLines = 0
    kept.expected = 0
    page = OlderPage()
    guard end == nil else { return }
    let leaveWasSent = sent.contains { $0.line.kind == .leave }
    // Where the server stops it closes for that, and another one will answer.
    let isGoodbye = reason == .closed && !(isServerStopping && hasOthers)
    if leaving == .answered || leaving == .asked && leaveWasSent && isGoodbye {
      return finish(with: .left)
    }
    if triesNext { return }
    // Whoever has never been what we look for is not worth a name.
    if !hasEntered, refusal == .nonsense { return finish(with: .notLetIn(.nonsense)) }
    // The server gives three refused names, or 60 s, and closes; the next connection begins with the name.
    if wasUnnamed || wasNamedLate && !hasEntered && refusal == nil { return }
    guard hasEntered else { return finish(with: .notLetIn(refusal ?? reason)) }
    events.append(.cut(refusal ?? reason))
  }

  /// Connecting failed, or looking up the server's address. Before we were ever in the room that is the end.
  package mutating func connectingFailed(_ failure: ClientEnd, reason: String) {
    guard end == nil else { return }
    if hasEntered { events.append(.stillCut(reason)) } else { finish(with: failure) }
  }

  /// The time goes by.
  package mutating func tick(at now: Int64) {
    guard end == nil else { return }
    switch heartbeat?.check(at: now) {
    case .ping: NumberedRenderer.appendPing(to: &output)
    case .cut: dropReason = dropReason ?? .silent
    case .nothing, nil: break
    }
    if let byeDeadline, now >= byeDeadline { dropReason = dropReason ?? .closed }
    limitLeaving(at: now)
    retryOlder(at: now)
    if let leaveDeadline, now >= leaveDeadline { finish(with: .left) }
  }

  /// What the server says is not being read at the moment, by our own will: its silence does not count.
  package mutating func excuseSilence(at now: Int64) {
    heartbeat?.received(at: now)
  }

  /// The events since the last call.
  package mutating func takeEvents() -> [ClientEvent] {
    defer { events.removeAll() }
    return events
  }

  /// All is over: what has no answer is told, and why it is over.
  package mutating func finish(with end: ClientEnd) {
    guard self.end == nil else { return }
    settleSent()
    for line in unsent { tellUnsent(line) }
    unsent = []
    self.end = end
    events.append(.ended(end))
  }

  /// Adds an event of the connection's own at its place among the others.
  package mutating func report(_ event: ClientEvent) {
    guard end == nil else { return }
    events.append(event)
  }

  mutating func takeNumber() -> UInt64 {
    defer { nextNumber += 1 }
    return nextNumber
  }
}
