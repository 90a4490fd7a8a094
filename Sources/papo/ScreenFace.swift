import ChatClient
import ChatScreen
import Glibc
import Reactor
import Terminal

/// The full screen: owns the terminal, on the main thread.
struct ScreenFace: ~Copyable {
  /// The signals that it reads, to be blocked before any thread is started.
  static let signals = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT]

  /// The shortest time between two pictures, in milliseconds: at most 60 a second.
  private static let pictureMilliseconds: Int64 = 17

  /// As many events are taken before keys are looked at again.
  private static let eventsAtOnce = 256

  private static let inputToken: UInt64 = 0
  private static let signalToken: UInt64 = 1
  private static let eventToken: UInt64 = 2

  private var screen: ChatScreen
  private var terminal: Screen
  private var keys: KeyDecoder
  private let signals: SignalSource
  private let link: Link
  private var poller: Poller
  private let input: TerminalInput
  private var events: [ClientEvent] = []
  private var taken = 0
  /// Whether something may look different from what is shown.
  private var isStale = true
  private var shownAt: Int64 = 0
  /// Whether a signal asked for the end.
  private var isEnding = false

  /// Takes over `terminal`, and starts the link. Throws where the system has not enough left.
  init(
    _ dialogue: Dialogue, on terminal: consuming Screen, _ signals: SignalSource,
    _ settings: LinkSettings, isQuiet: Bool
  ) throws(SystemError) {
    let poller = try Poller(capacity: 8)
    let input = try TerminalInput()
    try poller.add(input.raw, .readable, token: Self.inputToken)
    try poller.add(signals.descriptor, .readable, token: Self.signalToken)
    // Last: what is thrown after it would leave a thread that nobody joins.
    let link = try Link(settings)
    screen = ChatScreen(dialogue, size: terminal.size, isQuiet: isQuiet)
    keys = KeyDecoder(terminal.keys)
    self.terminal = terminal
    self.signals = signals
    self.link = link
    self.poller = poller
    self.input = input
  }

  /// Chats until it is over, gives the terminal back, and answers the exit code.
  consuming func run() -> Int32 {
    var code = ClientEnd.failed("").exitCode
    var lastWords: [String] = []
    do throws(SystemError) {
      try poller.add(link.events.descriptor, [.readable, .edgeTriggered], token: Self.eventToken)
      code = try chat()
    } catch {
      lastWords.append("\(error)")
    }
    lastWords = screen.lastWords + lastWords
    let hasEnded = screen.dialogue.hasEnded
    let link = link
    terminal.close()
    StandardError.write(lastWords.map { $0 + "\n" }.joined())
    // As `PlainFace` does: a link that is out of time is neither waited for nor met by exit(3).
    guard hasEnded else { _exit(code) }
    link.join()
    return code
  }

  private mutating func chat() throws(SystemError) -> Int32 {
    while true {
      let now = Clock.monotonicMilliseconds
      screen.dialogue.tick(at: now, wall: Clock.wallMilliseconds)
      press(keys.expire(at: now), at: now)
      takeEvents(at: now)
      for command in screen.dialogue.takeCommands() { link.post(command) }
      perform(screen.takeEffects())
      if let code = screen.dialogue.exitCode { return code }
      if isStale, now - shownAt >= Self.pictureMilliseconds {
        terminal.show(screen.picture())
        isStale = false
        shownAt = now
      }
      try wait()
    }
  }

  private mutating func wait() throws(SystemError) {
    let count = try poller.wait(timeoutMilliseconds: timeout(at: Clock.monotonicMilliseconds))
    let now = Clock.monotonicMilliseconds
    let tokens = (0..<count).map { poller.event(at: $0).token }
    // First what can be read: a suspension throws it away, and the read would wait for a key.
    if tokens.contains(Self.inputToken) { read(at: now) }
    if tokens.contains(Self.signalToken) { takeSignals(at: now) }
  }

  private func timeout(at now: Int64) -> Int32 {
    // What is drained rings no more, so all is taken before waiting.
    if !events.isEmpty { return 0 }
    let picture = isStale ? shownAt + Self.pictureMilliseconds : nil
    let next = [picture, keys.deadline, screen.dialogue.deadline].compactMap(\.self).min()
    return next.map { Int32(clamping: max(0, $0 - now)) } ?? -1
  }

  private mutating func read(at now: Int64) {
    guard let bytes = input.read() else { return leave(at: now) }
    press(keys.decode(bytes, at: now), at: now)
  }

  private mutating func leave(at now: Int64) {
    poller.remove(input.raw)
    screen.dialogue.leave(at: now)
    isStale = true
  }

  private mutating func press(_ keys: [Key], at now: Int64) {
    for key in keys { screen.press(key, at: now) }
    if !keys.isEmpty { isStale = true }
  }

  private mutating func takeSignals(at now: Int64) {
    while let signal = signals.next() {
      switch signal {
      case SIGWINCH: resize()
      // Who is to end must not be stopped on the way to it.
      case SIGCONT: if !isEnding { resume() }
      case SIGTSTP: if !isEnding { suspend() }
      default:
        isEnding = true
        terminal.expectEnd(by: signal)
        screen.dialogue.leave(at: now)
      }
      isStale = true
    }
  }

  /// Takes some of what the link told, so that a flood of it does not hold up the keys.
  private mutating func takeEvents(at now: Int64) {
    if taken == events.count {
      events.removeAll(keepingCapacity: true)
      taken = 0
      link.events.drain(into: &events)
      guard !events.isEmpty else { return }
      link.drained()
    }
    let end = min(taken + Self.eventsAtOnce, events.count)
    for event in events[taken..<end] { screen.take(event, at: now) }
    taken = end
    isStale = true
  }

  private mutating func perform(_ effects: [ScreenEffect]) {
    for effect in effects {
      switch effect {
      case .suspend: suspend()
      case .redraw: terminal.redrawAll()
      case .ring(let words): terminal.ring(words)
      case .useMouse(let isOn): terminal.usesMouse = isOn
      }
    }
  }

  private mutating func suspend() {
    terminal.suspend()
    screen.resize(to: terminal.size)
    isStale = true
  }

  private mutating func resume() {
    terminal.resume()
    screen.resize(to: terminal.size)
  }

  private mutating func resize() {
    terminal.updateSize()
    screen.resize(to: terminal.size)
  }
}
