import ChatClient
import Reactor
import TestSupport
import Wire

/// The clients of a run, and the checker that is told all that they say and hear. Owned by the thread of the
/// run.
final class CrashCrowd {
  /// How a client comes to its server, and what lies between where that is its own.
  typealias Way = (_ name: String) throws -> (settings: LinkSettings, relay: TestRelay?)

  var checker = CrashChecker()
  var tally = CrashTally()
  /// How long lines waited for their acknowledgement, in milliseconds.
  var waits: [Int64] = []
  /// By their places; nil where one is to enter.
  private(set) var clients: [CrashClient?]
  /// Who was told to leave, and has not ended.
  private(set) var leaving: [CrashClient] = []
  /// Where one was cut before it had entered, the next one waits for so long, in milliseconds.
  var pause: Int64 = 0
  /// Whether clients go from one server to another. Who is cut while entering may then be told by the next
  /// one that the name is in use: by themselves, until they are taken for gone.
  var hasSeveralServers = false
  /// How many clients each place has had, and when the next one may come.
  private var generations: [Int]
  private var times: [Int64]
  private let way: Way
  private let witnessed: Inbox<(person: Int, line: ServerLine)>
  private var poller: Poller
  private var nextToken: UInt64 = 0

  init(_ size: Int, _ way: @escaping Way) throws {
    ProcessLimits.ignoreBrokenPipe()
    ProcessLimits.raiseOpenFiles()
    self.way = way
    clients = Array(repeating: nil, count: size)
    generations = Array(repeating: 0, count: size)
    times = Array(repeating: 0, count: size)
    // Far more than can come between two looks.
    witnessed = try Inbox(limit: 1 << 20)
    poller = try Poller(capacity: 256)
    try watch(witnessed.descriptor)
  }

  /// Whether nobody has come yet.
  var isEmpty: Bool { clients.allSatisfy { $0 == nil } }

  /// Everybody who has not ended.
  var all: [CrashClient] { (clients + leaving).compactMap(\.self) }

  /// Wakes `wait` too, from now on.
  func watch(_ descriptor: Int32) throws {
    try poller.add(descriptor, [.readable, .edgeTriggered], token: nextToken)
    nextToken += 1
  }

  /// Waits until something has happened, a millisecond at the most: some of what is looked for tells of no
  /// change by itself.
  func wait() throws { _ = try poller.wait(timeoutMilliseconds: 1) }

  /// A client, who tells what it hears to this thread.
  func enter(_ name: String) throws -> CrashClient { try enter(name, as: checker.add(name)) }

  /// A client whom the checker knows, by that way, or by that of all.
  func enter(_ name: String, as person: Int, _ own: LinkSettings? = nil) throws -> CrashClient {
    let witnessed = witnessed
    let (given, relay): (LinkSettings, TestRelay?) = if let own { (own, nil) } else { try way(name) }
    var settings = given
    settings.witness = { line in
      let isTaken = witnessed.post((person, line))
      precondition(isTaken, "nobody listens")
    }
    let client = try CrashClient(name, person: person, settings, relay)
    try watch(client.link.events.descriptor)
    return client
  }

  /// Lets those enter who are missing.
  func fill(except held: Set<Int> = []) throws {
    let now = Clock.monotonicMilliseconds
    for place in clients.indices
    where clients[place] == nil && !held.contains(place) && now >= times[place] {
      clients[place] = try enter("c\(place).\(generations[place])")
      generations[place] += 1
    }
  }

  /// A client writes a line to everybody, or to one other, unless there is none at the moment.
  func write(_ place: Int, to addressee: Int?, padding: Int) {
    guard let client = clients[place] else { return }
    guard let addressee else { return write(client.nextText(padding: padding), by: client, to: nil) }
    guard let other = clients[addressee] else { return }
    write(client.nextText(padding: padding), by: client, to: other)
  }

  func write(_ text: String, by client: CrashClient, to other: CrashClient?) {
    checker.wrote(client.person, text, to: other?.person)
    tally.written += 1
    client.write(text, to: other?.name)
  }

  /// A client leaves, and another one is to take its place.
  func replace(_ place: Int, isTyped: Bool) {
    guard let client = clients[place] else { return }
    clients[place] = nil
    leave(client, isTyped: isTyped)
  }

  /// A client leaves.
  func leave(_ client: CrashClient, isTyped: Bool) {
    checker.leaves(client.person)
    client.leave(isTyped: isTyped)
    leaving.append(client)
  }

  /// Whether everybody is in the room and every line was answered.
  var isQuiet: Bool {
    leaving.isEmpty && clients.allSatisfy { $0.map { $0.isInRoom && $0.unanswered.isEmpty } ?? false }
  }

  /// Whether everybody is in the room but for some.
  func areAllBack(but held: Set<Int> = []) -> Bool {
    clients.indices.allSatisfy { held.contains($0) || clients[$0]?.isInRoom ?? false }
  }

  /// Who is not quiet, in words.
  var whoIsLate: String {
    let late = all.filter { !$0.isInRoom || $0.isLeaving || !$0.unanswered.isEmpty }
    return late.map { "\($0.name) (\($0.isInRoom ? "in" : "out"), \($0.unanswered.count) unanswered)" }
      .joined(separator: ", ")
  }

  /// Takes all that the clients have told since the last time, and throws the first thing that is wrong.
  func hear() throws {
    for place in clients.indices {
      guard let client = clients[place] else { continue }
      hear(client)
      guard client.end != nil else { continue }
      clients[place] = nil
      if !client.hasEntered { times[place] = Clock.monotonicMilliseconds + pause }
    }
    for client in leaving { hear(client) }
    leaving.removeAll { $0.end != nil }
    listen()
    if let violation = checker.violations.first { throw violation }
  }

  /// Lets the checker have what the clients heard: behind their events, so that whatever led to one of them
  /// is in it.
  func listen() {
    var lines: [(person: Int, line: ServerLine)] = []
    witnessed.drain(into: &lines)
    for (person, line) in lines { checker.heard(person, line) }
    tally.received = checker.toldCount
  }

  /// What is known when it fails: how far it came, and everything that was found.
  var report: String {
    (["\(tally)"] + checker.violations.prefix(50).map(\.description)).joined(separator: "\n")
  }
}
