import Reactor
import TLS
import Wire

/// What papo says and asks: the questions, the name, the lines, the end, for a screen, a plain terminal and a
/// pipe. Pure but for the known servers and people: input, events, signals and the time go in; entries to
/// show, commands for the link and the exit code come out. `tick` is to be called before anything else of a
/// round.
package struct Dialogue {
  /// How long a signal, or an output that nobody reads, leaves for saying goodbye, in milliseconds.
  package static let leaveMilliseconds: Int64 = 1_500

  /// How long the link then has to tell what was not answered.
  package static let stopMilliseconds: Int64 = 500

  /// Who gives the input.
  package enum Input: Sendable {
    /// A person with a full screen: what is asked is told by `question` alone, and all entries go to it.
    case screen
    /// A person, who can be asked line by line.
    case terminal
    /// A pipe or a file, whose first line is the name where none was given.
    case pipe
  }

  /// What the next line of input is.
  package enum Question: Sendable, Equatable {
    /// Nothing is asked, and no line is taken.
    case nothing
    /// The name to enter under.
    case name
    /// A line for the room.
    case line
    /// Whether the server with this key is to be trusted.
    case trust(PublicKeyPin)
    /// Whether the private message that is held is to go to this person.
    case stranger(Stranger)
  }

  let input: Input
  var nextID = 1
  /// The `#quem` of our own accord that has no answer yet.
  var ownQuery: Int?
  var hasToldOfPrivate = false
  /// The lines that met no good end, with nothing told since.
  var lost: [String] = []
  var wall: Int64 = 0
  var isLeaving = false
  var isStopping = false
  var isNameNeeded = false
  var hasInputEnded = false
  var isInRoom = false
  /// A private message to a friend that waits until it is known who would get it. No other line is taken
  /// meanwhile, so that all stay in order.
  var held: HeldLine?
  /// Whose keys are known.
  var friends: Friends
  /// The server with which we were in the room last, at first the first one.
  var lastAddress: Address
  /// Those that have shown another key than theirs, and none of theirs since.
  var wrong: Set<Address> = []
  /// What was said of servers that were passed over, as often as `maximumPassedOver`.
  var passedOver: [[String]] = []

  /// The servers through which the room can be reached, and whom to believe to be each.
  package internal(set) var nodes: Nodes

  /// What was said and what waits for its answer.
  package internal(set) var transcript: Transcript

  /// What there is above the oldest message.
  package internal(set) var older = OlderMessages.unknown

  /// What the next line of input is.
  package internal(set) var question: Question

  /// How we stand with the server.
  package internal(set) var connection = ConnectionState.connecting

  /// What is to be left on standard error when the screen is gone, fit to be shown: why it ended, what was
  /// wrong with the server's key, which lines did not arrive.
  package internal(set) var lastWords: [String] = []

  /// For a screen all new entries; else what is for standard output.
  package internal(set) var output: [TranscriptEntry] = []

  /// What is for the person and not for a pipe, for standard error: whole lines, and prompts without an end.
  /// Nothing for a screen.
  package internal(set) var diagnostics: [String] = []

  /// What the link is to do.
  package internal(set) var commands: [LinkCommand] = []

  /// Set when all is over, once `output` has been written.
  package internal(set) var exitCode: Int32?

  /// Whether the link has told its end, so that its thread can be joined.
  package internal(set) var hasEnded = false

  /// Whether nothing is waited for any more, the reader of `output` included.
  package internal(set) var isOutOfTime = false

  /// When to give up waiting for the end, in milliseconds of the clock that never goes back.
  package internal(set) var deadline: Int64?

  /// - Parameters:
  ///   - input: who gives the lines.
  ///   - nodes: the servers that were given.
  ///   - hasName: whether the link was given a name.
  ///   - friends: whom one has written to privately; where nil nobody yet, and it outlives nothing.
  package init(
    _ input: Input, nodes: Nodes, wording: Wording, hasName: Bool, friends: Friends? = nil
  ) {
    self.input = input
    self.nodes = nodes
    lastAddress = nodes.facing
    self.friends = friends ?? Friends(at: nodes.facing)
    transcript = Transcript(wording, maximumEntries: input == .screen ? Transcript.standardEntries : 1)
    question =
      switch input {
      case .screen, .terminal: .nothing
      case .pipe: hasName ? .line : .name
      }
  }

  /// Whom to believe to be the server that we are at, or that shows its key.
  package var trust: Trust { nodes.present }

  /// Whether the next line of input is to be read. In a pipe all is read that may be; on a terminal nothing
  /// before it was asked for.
  package var wantsInput: Bool {
    guard !isLeaving, !hasInputEnded, exitCode == nil else { return false }
    // A name goes to the link however many lines wait: none of them goes on without it.
    return question == .line ? canSay && held == nil : question != .nothing
  }

  /// Whether the link takes another line.
  package var canSay: Bool {
    var count = transcript.pending.count + (ownQuery == nil ? 0 : 1)
    if case .asked = held?.owner { count += 1 }
    return count < Link.maximumUnanswered
  }

  /// Takes what a person typed as one answer to `question`, line breaks in a text among it. False where no
  /// input is wanted: nothing was taken.
  @discardableResult
  package mutating func say(_ typed: String) -> Bool {
    guard wantsInput else { return false }
    var text = typed[...]
    while text.last?.isNewline == true { text.removeLast() }
    guard question != .line || !text.allSatisfy(\.isWhitespace) else { return true }
    take(.line(Array(text.utf8)))
    return true
  }

  /// Takes a line of input.
  package mutating func take(_ line: InputLines.Line) {
    guard !isLeaving, exitCode == nil else { return }
    switch question {
    case .nothing: break
    case .name: takeName(line)
    case .trust(let pin): takeAnswer(line, pin)
    case .stranger(let stranger): takeAnswer(line, stranger)
    case .line: takeText(line)
    }
  }

  /// Takes an event of the link's.
  package mutating func take(_ event: ClientEvent) {
    if case .ended = event { refuseHeld() }
    if takeOwner(event) { return }
    let addressee = acceptedAddressee(event)
    followNodes(event)
    tell(event)
    follow(event)
    followOlder(event)
    followFriends(event, addressee)
    switch event {
    case .nameNeeded:
      isNameNeeded = true
      switch (input, question) {
      case (.pipe, .name): if hasInputEnded { commands.append(.stop(.nameRefused)) }
      case (.pipe, _), (_, .name), (_, .trust): break
      case (_, .nothing), (_, .line), (_, .stranger): askName()
      }
    case .nameRefused: if input != .pipe { askName() }
    // It stands behind the question now, which is asked again.
    case .offence: if input != .pipe && question == .name { askName() }
    case .entered, .resumed:
      if question == .nothing { question = .line }
      judgeHeld()
    case .gap: askWhoIsHere()
    case .keyShown(let pin): judge(pin)
    // What one that is not used any more still said is about no other.
    case .keyMet(let pin): if nodes.isFacingOne { meet(pin) }
    case .nextKey(let pin): if nodes.isFacingOne { keepNext(pin) }
    case .ended(let end):
      hasEnded = true
      if end == .untrusted, input == .screen { lastWords = passedOver.flatMap(\.self) + lastWords }
      if let words = transcript.wording.end(end, at: trust.address) { sayLast([words]) }
      exitCode = exitCode ?? end.exitCode
    default: break
    }
  }

  /// The entries of `output` since the last call.
  package mutating func takeOutput() -> [TranscriptEntry] {
    defer { output.removeAll() }
    return output
  }

  /// The pieces for standard error since the last call.
  package mutating func takeDiagnostics() -> [String] {
    defer { diagnostics.removeAll() }
    return diagnostics
  }

  /// The commands for the link since the last call.
  package mutating func takeCommands() -> [LinkCommand] {
    defer { commands.removeAll() }
    return commands
  }
}
