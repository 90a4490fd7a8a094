import Journal
import Reactor
import TestSupport
import Testing
import Wire

// A crowd: 200 clients of both dialects join, speak and leave from many threads, and each sees exactly what
// the log says, in its order.

@Suite struct CrowdTests {
  static let threads = 8
  static let perThread = 25
  static let texts = 2
  static let all = threads * perThread

  /// What a client was sent, from its own entering to the end.
  struct Record: Sendable {
    let name: String
    let isNumbered: Bool
    let lines: [String]
  }

  @Test("Every message exactly once to everyone, and in one order")
  func crowd() throws {
    try TestServer.run { server in
      let records = try TestThreads.run(Self.threads) { thread in
        try Self.runThread(thread, server)
      }.flatMap { $0 }
      let log = try server.journal.reader.entries(after: .zero, through: .init(.max), bytes: .max)
      // Everybody entered, spoke and left.
      #expect(records.count == Self.all)
      #expect(log.count == Self.all * (2 + Self.texts))
      for record in records {
        let expected = Self.expected(of: record, log)
        if record.lines != expected {
          let place = zip(record.lines, expected).enumerated().first { $1.0 != $1.1 }
          Issue.record("\(record.name): \(record.lines.count) lines of \(expected.count), \(place as Any)")
        }
      }
    }
  }

  private static func runThread(_ thread: Int, _ server: TestServer) throws -> [Record] {
    var members: [Member] = []
    for index in 0..<perThread {
      members.append(try Member("p\(thread)-\(index)", numbered: index.isMultiple(of: 2), server))
    }
    for member in members { try member.read { member.here == all } }
    for text in 0..<texts {
      for member in members { try member.say("\(member.name) \(text)", number: 2 + text) }
    }
    // Whoever has heard all the others may leave: nobody speaks any more.
    for member in members { try member.read { member.heard == (all - 1) * texts } }
    for member in members { try member.leave(number: 2 + texts) }
    for member in members { try member.read { false } }
    return members.map { Record(name: $0.name, isNumbered: $0.isNumbered, lines: $0.lines) }
  }

  /// The log as the client is to see it.
  private static func expected(of record: Record, _ log: [Entry]) -> [String] {
    let own = log.first { entry in
      if case .joined(let identity) = entry.event { text(identity.name) == record.name } else { false }
    }
    guard let own else { return [] }
    var lines: [String] = []
    for entry in log where entry.sequence > own.sequence {
      let front = record.isNumbered ? "\(entry.sequence.value) \(entry.milliseconds) " : ""
      let isOwn = entry.session == own.session
      switch entry.event {
      case .said(let name, let said): if !isOwn { lines.append("\(front)\(text(name)): \(text(said))") }
      case .joined(let identity):
        lines.append(
          record.isNumbered ? "\(front)* joined \(text(identity.name))" : "* \(text(identity.name)) entered")
      case .left(let name, _, _, _):
        if !isOwn {
          lines.append(record.isNumbered ? "\(front)* left \(text(name)) quit" : "* \(text(name)) left")
        }
      case .whispered, .away, .returned, .ended, .keys, .forgotten, .kicked, .banned, .pardoned, .nodeServes,
        .nodeEnded:
        lines.append("?")
      }
      if isOwn, record.isNumbered { lines.append("+\(entry.number) \(entry.sequence.value)") }
      if isOwn, case .left = entry.event {
        if !record.isNumbered { lines.append("* Goodbye, \(record.name)!") }
        return lines
      }
    }
    return lines
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// One client of the crowd.
  private final class Member {
    let name: String
    let isNumbered: Bool
    let client: TestClient
    private(set) var lines: [String] = []
    /// How many have entered, oneself included, and how many messages came.
    private(set) var here: Int
    private(set) var heard = 0

    init(_ name: String, numbered: Bool, _ server: TestServer) throws {
      self.name = name
      isNumbered = numbered
      if numbered {
        let entered = try server.numbered(name)
        client = entered.client
        here = entered.here.count
      } else {
        client = try server.connect(.plain)
        try client.send(name)
        here = Int(try client.expect(prefix: "* Hello, \(name)! ").prefix { $0 != " " }) ?? 0
      }
    }

    func say(_ text: String, number: Int) throws { try client.send(isNumbered ? "\(number) \(text)" : text) }

    func leave(number: Int) throws { try client.send(isNumbered ? "\(number) #sair" : "#sair") }

    /// Reads until it is so, or to the end.
    func read(until isEnough: () -> Bool) throws {
      while !isEnough() {
        guard let line = try client.nextLine() else { return }
        lines.append(line)
        if line.hasSuffix(" entered") || line.contains(" * joined ") { here += 1 }
        if line.contains(": p") { heard += 1 }
      }
    }
  }
}
