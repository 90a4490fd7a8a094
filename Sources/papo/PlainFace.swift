import ChatClient
import Glibc
import Reactor

/// Lines in, lines out: owns standard input and standard output, on the main thread.
struct PlainFace: ~Copyable {
  /// As much as waits for standard output before no more events are taken, in bytes.
  private static let maximumWaiting = 256 * 1_024

  private static let inputToken: UInt64 = 0
  private static let outputToken: UInt64 = 1
  private static let signalToken: UInt64 = 2
  private static let eventToken: UInt64 = 3

  private var dialogue: Dialogue
  private var queue = InputQueue()
  private let signals: SignalSource
  private let link: Link
  private var poller: Poller
  private var input: StandardInput
  private var output: StandardOutput
  /// What is for standard error, and waits until standard output has been written where both are the same
  /// terminal: it would else come before what was said before it, or in the midst of a character.
  private var diagnostics = ""

  /// Takes standard input and output, and starts the link. Throws where the system has not enough left.
  init(
    _ dialogue: Dialogue, _ signals: SignalSource, _ settings: LinkSettings
  ) throws(SystemError) {
    let poller = try Poller(capacity: 8)
    try poller.add(signals.descriptor, .readable, token: Self.signalToken)
    let input = try StandardInput()
    let output = try StandardOutput()
    // Last: what is thrown after it would leave a thread that nobody joins.
    let link = try Link(settings)
    self.dialogue = dialogue
    self.signals = signals
    self.link = link
    self.poller = poller
    self.input = input
    self.output = output
    self.output.register(with: self.poller, token: Self.outputToken)
  }

  /// Chats until it is over, and answers the exit code.
  mutating func run() -> Int32 {
    let code: Int32
    do throws(SystemError) {
      try poller.add(link.events.descriptor, [.readable, .edgeTriggered], token: Self.eventToken)
      code = try chat()
    } catch {
      StandardError.write("\(error)\n")
      code = ClientEnd.failed("").exitCode
    }
    writeDiagnostics()
    // Out of time the link may be anywhere, in a name server's silence for instance. It is neither waited for
    // nor met by what exit(3) would call, OpenSSL's clearing up among it.
    guard dialogue.hasEnded else { _exit(code) }
    link.join()
    return code
  }

  private mutating func chat() throws(SystemError) -> Int32 {
    while true {
      dialogue.tick(at: Clock.monotonicMilliseconds, wall: Clock.wallMilliseconds)
      takeEvents()
      queue.feed(&dialogue, at: Clock.monotonicMilliseconds)
      handOn()
      output.write()
      if output.isEmpty { writeDiagnostics() }
      if output.isClosed { leaveUnheard() }
      if let code = dialogue.exitCode, output.isEmpty || output.isClosed || dialogue.isOutOfTime {
        return code
      }
      input.watch(dialogue.wantsInput, with: poller, token: Self.inputToken)
      output.watch(with: poller, token: Self.outputToken)
      try wait()
    }
  }

  private mutating func wait() throws(SystemError) {
    var isInputReady = dialogue.wantsInput && input.isAlwaysReady
    let timeout = isInputReady || output.isReady ? 0 : timeout()
    let count = try poller.wait(timeoutMilliseconds: timeout)
    for index in 0..<count {
      let event = poller.event(at: index)
      switch event.token {
      case Self.inputToken: isInputReady = true
      case Self.outputToken: output.take(event)
      case Self.signalToken:
        while signals.next() != nil { dialogue.leave(at: Clock.monotonicMilliseconds) }
      default: break
      }
    }
    if isInputReady && dialogue.wantsInput { read() }
  }

  private func timeout() -> Int32 {
    guard let deadline = dialogue.deadline else { return -1 }
    return Int32(clamping: max(0, deadline - Clock.monotonicMilliseconds))
  }

  private mutating func read() {
    let (lines, isAtEnd) = input.read()
    queue.append(lines, isAtEnd: isAtEnd)
  }

  private mutating func takeEvents() {
    guard output.count < Self.maximumWaiting else { return }
    var events: [ClientEvent] = []
    link.events.drain(into: &events)
    guard !events.isEmpty else { return }
    link.drained()
    for event in events { dialogue.take(event) }
  }

  /// Hands on what the dialogue has to say.
  private mutating func handOn() {
    for command in dialogue.takeCommands() { link.post(command) }
    let wording = dialogue.transcript.wording
    for entry in dialogue.takeOutput() { wording.lines(of: entry).forEach { output.append($0) } }
    diagnostics += dialogue.takeDiagnostics().joined()
    if !output.isTerminal || output.isClosed { writeDiagnostics() }
  }

  private mutating func writeDiagnostics() {
    StandardError.write(diagnostics)
    diagnostics = ""
  }

  /// Nobody reads what we write: there is no sense in staying.
  private mutating func leaveUnheard() {
    guard dialogue.deadline == nil, dialogue.exitCode == nil else { return }
    dialogue.leave(at: Clock.monotonicMilliseconds)
    handOn()
  }
}
