import Wire

@testable import ChatClient

/// A conversation between a person and a server, each of whom says anything at any time. A script leads it,
/// a step a line: a capital letter and what belongs to it, or a line of the server's.
struct FuzzedTalk {
  private(set) var conversation: Conversation = {
    var conversation = Conversation(name: nil, asksAgain: true, showsOlder: true)
    conversation.hasOthers = true
    return conversation
  }()
  private(set) var now: Int64 = 0
  private var isConnected = false
  private var nextID = 1
  /// The lines of the person's that were not answered.
  private var unanswered: Set<Int> = []
  /// The highest number of a line that was sent.
  private var highest: UInt64 = 0
  private var hasEnded = false

  /// Does a step, and tells what came of it: nothing after the end.
  mutating func take(_ step: ArraySlice<UInt8>) throws -> [ClientEvent] {
    guard !hasEnded else { return [] }
    let rest = Array(step.dropFirst())
    switch step.first {
    case UInt8(ascii: "C"): connect()
    case UInt8(ascii: "D"): disconnect(rest.isEmpty ? .cut : .closed)
    case UInt8(ascii: "T"): now += Int64(rest.first ?? 0) * 1_000
    case UInt8(ascii: "N"): if let name = try? Name(rest) { conversation.take(name) }
    case UInt8(ascii: "S"): say(OutgoingLine(rest, id: nextID))
    case UInt8(ascii: "O"): conversation.askOlder()
    case UInt8(ascii: "W"): conversation.leaveWhenAnswered()
    case UInt8(ascii: "L"): conversation.leaveNow()
    case UInt8(ascii: "F"): conversation.connectingFailed(.unreachable("x"), reason: "x")
    // A piece of a line.
    case UInt8(ascii: "P"): hear(rest)
    default: hear(step + [UInt8(ascii: "\n")])
    }
    return try settle()
  }

  /// Gives the link what the person's side has decided.
  mutating func obey(_ command: LinkCommand) throws -> [ClientEvent] {
    guard !hasEnded else { return [] }
    switch command {
    case .say(let line): say(line)
    case .name(let name): conversation.take(name)
    case .trust, .passOver: break
    case .older: conversation.askOlder()
    case .leaveWhenAnswered: conversation.leaveWhenAnswered()
    case .leaveNow: conversation.leaveNow()
    case .stop(let end): conversation.finish(with: end)
    }
    return try settle()
  }

  private mutating func connect() {
    guard !isConnected, conversation.wantsConnection else { return }
    isConnected = true
    conversation.connected(at: now)
  }

  private mutating func disconnect(_ reason: CutReason) {
    guard isConnected else { return }
    isConnected = false
    conversation.disconnected(reason, at: now)
  }

  private mutating func say(_ line: OutgoingLine) {
    guard let id = line.id else { return }
    nextID = id + 1
    unanswered.insert(id)
    conversation.say(line)
  }

  private mutating func hear(_ bytes: some Collection<UInt8>) {
    guard isConnected else { return }
    let bytes = Array(bytes)
    conversation.received(bytes.span, at: now)
  }

  private mutating func settle() throws -> [ClientEvent] {
    conversation.tick(at: now)
    try checkOutput()
    if let reason = conversation.dropReason { disconnect(reason) }
    let events = conversation.takeEvents()
    for event in events { try follow(event) }
    let isOver = conversation.end != nil
    try hold(hasEnded == isOver, "an end that was not told")
    try hold(!isOver || unanswered.isEmpty, "lines \(unanswered) were never answered")
    return events
  }

  private mutating func follow(_ event: ClientEvent) throws {
    try hold(!hasEnded, "something after the end")
    switch event {
    case .answered(let id, _):
      try hold(unanswered.remove(id) != nil, "line \(id) was answered and not asked")
    case .entered(_, let here, let count, _), .here(let here, let count):
      try hold(here.count <= min(count, Conversation.maximumHere), "\(here.count) people of \(count)")
    case .nodes(let told):
      try hold(told.others.count < ToldNodes.maximumCount, "\(told.others.count) other servers")
    case .ended: hasEnded = true
    default: break
    }
  }

  /// What is sent are lines that no server takes for an offence, and new ones have new numbers.
  private mutating func checkOutput() throws {
    let output = conversation.output
    conversation.output = []
    try hold(output.isEmpty || output.last == UInt8(ascii: "\n"), "half a line")
    for line in output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      let isText = !line.contains(0) && String(validating: line, as: UTF8.self) != nil
      try hold(isText && line.count <= LineDecoder.maximumLineBytes, "an offence is sent")
      guard line.elementsEqual("?".utf8) == false else { continue }
      guard let number = ClientLine.splitNumber(Array(line))?.number else {
        throw BrokenProperty(description: "a line without its number")
      }
      highest = max(highest, number)
    }
    try hold(highest < conversation.nextNumber, "a number that is not the next")
  }
}
