import Glibc
import Reactor
import TLS

/// The link thread: its poller, its connection, its conversation. Nobody else touches any of them.
struct LinkLoop: ~Copyable {
  /// A server, and what is remembered of it.
  struct Node {
    var link: LinkNode
    /// The key of the last connection to it, at first the one that is expected.
    var metPin: PublicKeyPin?
    /// The next key that it has announced.
    var nextPin: PublicKeyPin?
    var toldExpiry: Int64?

    init(_ link: LinkNode) {
      self.link = link
      metPin = link.pins.first
      nextPin = link.nextPin
    }

    var address: Address { link.address }
  }

  static let commandToken: UInt64 = 0

  let settings: LinkSettings
  let commands: Inbox<LinkCommand>
  let events: Inbox<ClientEvent>
  var poller: Poller
  var conversation: Conversation
  /// The servers, in the order in which they are tried. Never empty.
  var nodes: [Node]
  /// The server of the last connection that stood, at first the first one.
  var last: Address
  /// The one of the present attempt, or of the last.
  var trying: Address
  /// The one that what is told is about.
  var facing: Address
  /// Those that this round has not tried.
  var round: [Address] = []
  /// What became of those that it has.
  var failures: [(address: Address, failure: ConnectFailure)] = []
  /// How often we have moved at once since a connection lasted.
  var hastyMoves = 0
  var backoff: Backoff
  var stream: SecureStream?
  var interest: Poller.Interest = []
  /// The token of the present connection; those of earlier ones are never used again.
  var generation = LinkLoop.commandToken
  /// The addresses that this attempt has not tried.
  var addresses: [SocketAddress] = []
  /// The key that is being thought about, and who has shown it.
  var judged: (address: Address, pin: PublicKeyPin)?
  var retryAt: Int64?
  var enteredAt: Int64?
  var toldReason: String?
  /// What the inbox had no room for. While there is any, nothing is read.
  var unposted: [ClientEvent] = []
  var mustReadOn = false
  var buffer = [UInt8](repeating: 0, count: 16 * 1_024)

  /// The thread's body: returns after `ClientEvent.ended` was posted.
  static func run(_ settings: LinkSettings, commands: Inbox<LinkCommand>, events: Inbox<ClientEvent>) {
    do throws(SystemError) {
      var loop = try LinkLoop(settings, commands: commands, events: events)
      try loop.run()
    } catch {
      // Nothing works without a poller. The main thread drains, so there is room, or soon.
      while !events.post(.ended(.failed("\(error)"))) { sched_yield() }
    }
  }

  private init(
    _ settings: LinkSettings, commands: Inbox<LinkCommand>, events: Inbox<ClientEvent>
  ) throws(SystemError) {
    let poller = try Poller(capacity: 8)
    try poller.add(commands.descriptor, [.readable, .edgeTriggered], token: Self.commandToken)
    self.settings = settings
    self.commands = commands
    self.events = events
    self.poller = poller
    conversation = Conversation(
      name: settings.name, asksAgain: settings.asksAgain, showsOlder: settings.showsOlder,
      nextPin: settings.nodes[0].nextPin)
    conversation.witness = settings.witness
    conversation.hasOthers = settings.nodes.count > 1
    nodes = settings.nodes.map(Node.init)
    let first = settings.nodes[0].address
    last = first
    trying = first
    facing = first
    backoff = settings.backoff
  }

  private mutating func run() throws(SystemError) {
    var taken: [LinkCommand] = []
    while true {
      let now = Clock.monotonicMilliseconds
      conversation.tick(at: now)
      connectWhereWanted(at: now)
      transfer(at: now)
      // Before the last event is posted: the process may end right after it.
      if conversation.end != nil { hangUp() }
      postEvents()
      if conversation.end != nil && unposted.isEmpty { return }
      try watch()
      let count = try poller.wait(timeoutMilliseconds: timeout(at: Clock.monotonicMilliseconds))
      for index in 0..<count {
        let event = poller.event(at: index)
        // Not reading on purpose, only closing keeps a connection that is gone from being reported without
        // end.
        if event.token == generation, event.isHangUp, !unposted.isEmpty, stream?.state == .open {
          close(.cut, at: Clock.monotonicMilliseconds)
        }
      }
      commands.drain(into: &taken)
      for command in taken { obey(command) }
      taken.removeAll(keepingCapacity: true)
    }
  }

  private mutating func obey(_ command: LinkCommand) {
    switch command {
    case .say(let line): conversation.say(line)
    case .name(let name): conversation.take(name)
    case .trust(let links): trust(links)
    case .passOver(let address, let pin): passOver(address, pin)
    case .older: conversation.askOlder()
    case .leaveWhenAnswered: conversation.leaveWhenAnswered()
    case .leaveNow: conversation.leaveNow()
    case .stop(let end): conversation.finish(with: end)
    }
  }

  /// Sends and receives what can be now.
  private mutating func transfer(at now: Int64) {
    guard let stream, stream.state == .open else { return }
    if unposted.isEmpty {
      mustReadOn = false
      receive(from: stream, at: now)
    } else {
      // What waits inside the TLS session is not announced once there is room again.
      mustReadOn = true
      conversation.excuseSilence(at: now)
    }
    if conversation.isInRoom { enteredAt = enteredAt ?? now }
    // What is still to be said is sent also where we are about to close: `#sair`, for instance.
    if self.stream === stream { send(to: stream, at: now) }
    if let reason = conversation.dropReason { close(reason, at: now) }
  }

  private mutating func receive(from stream: SecureStream, at now: Int64) {
    // A bound, so that a server that never stops does not keep us from hearing the person.
    for _ in 0..<16 {
      do throws(TLSError) {
        switch try stream.read(into: &buffer) {
        case .done(let count):
          let bytes = buffer[..<count]
          conversation.received(bytes.span, at: now)
        case .wantRead, .wantWrite: return
        case .endOfStream(let isClean): return close(isClean ? .closed : .cut, at: now)
        }
      } catch {
        return close(.failed("\(error)"), at: now)
      }
      if conversation.end != nil || conversation.dropReason != nil { return }
    }
    mustReadOn = true
  }

  private mutating func send(to stream: SecureStream, at now: Int64) {
    guard !conversation.output.isEmpty else { return }
    do throws(TLSError) {
      if try !stream.write(&conversation.output) { close(.cut, at: now) }
    } catch {
      close(.failed("\(error)"), at: now)
    }
  }

  /// Hands on what there is to tell, in pieces that fit.
  private mutating func postEvents() {
    unposted += conversation.takeEvents()
    var posted = 0
    while posted < unposted.count {
      let piece = Array(unposted[posted..<min(posted + 1_024, unposted.count)])
      guard events.post(contentsOf: piece) else { break }
      posted += piece.count
    }
    unposted.removeFirst(posted)
  }

  /// Tells the poller what to wait for on the connection.
  private mutating func watch() throws(SystemError) {
    guard let stream else { return }
    var wanted: Poller.Interest = []
    if stream.wantsWrite { wanted.insert(.writable) }
    if stream.state != .connecting && unposted.isEmpty { wanted.insert(.readable) }
    guard wanted != interest else { return }
    try poller.modify(stream.descriptor, wanted, token: generation)
    interest = wanted
  }

  private func timeout(at now: Int64) -> Int32 {
    if mustReadOn && unposted.isEmpty { return 0 }
    let streamDeadline = stream.flatMap { $0.state == .open ? nil : $0.deadline }
    let next = [conversation.deadline, streamDeadline, retryAt].compactMap(\.self).min()
    return next.map { Int32(clamping: max(0, $0 - now)) } ?? -1
  }
}
