import Journal
import TestSupport
import Testing

@testable import JournalNATS

@Suite("Several journals on one stream")
struct SeveralNodesTests {
  private let server: TestNATSServer

  init() throws { server = try TestNATSServer() }

  @Test("have the same entries in the same order, each its own answers, and agree about all of it")
  func order() throws {
    let nodes = try (0..<3).map { try server.bench(mirror: "\($0).db", checkpointEntries: 10) }
    for round in 0..<20 {
      for (index, node) in nodes.enumerated() {
        node.journal.submit((0..<5).map { node.draft(.said("\(index) \(round) \($0)")) })
      }
    }
    let answers = nodes.map { $0.collect(300) }
    let entries = answers[0].compactMap(\.entry)
    #expect(entries.count == 300 && Set(entries.map(\.writer)) == Set(nodes.map { $0.journal.writer }))
    for (index, own) in answers.enumerated() {
      #expect(own.compactMap(\.entry) == entries)
      // Of one node, in the order in which it wanted them.
      #expect(own.compactMap(\.draft) == Array(1...100))
      #expect(nodes[index].everything() == entries)
    }
    // What each came to, the others have compared by now.
    for node in nodes { node.journal.submit([node.draft(.said("end"))]) }
    for node in nodes {
      #expect(node.collect(3).compactMap(\.entry).texts == ["end", "end", "end"])
      node.journal.rest()
      #expect(node.collect().isEmpty)
    }
  }

  @Test("are of one room, whichever was first")
  func room() async throws {
    let server = server
    let rooms = await withTaskGroup(of: RoomID?.self) { group in
      for index in 1...4 {
        group.addTask { try? server.bench(mirror: "\(index).db", room: UInt64(index)).journal.room }
      }
      return await group.reduce(into: [RoomID?]()) { $0.append($1) }
    }
    #expect(rooms.count == 4 && Set(rooms).count == 1 && rooms[0] != nil)
  }

  @Test("let go what one of them has removed")
  func removed() throws {
    let (first, second) = (try server.bench(), try server.bench(mirror: "other.db"))
    let entries = first.commit([.said("a"), .whispered("b", to: .beto), .said("c"), .said("d")])
    #expect(second.collect(4).compactMap(\.entry) == entries)
    // The first one alone has judged so.
    first.journal.strike([entries[2].sequence])
    try first.journal.erase([entries[1].sequence])
    #expect(try !first.journal.trim(through: entries[3].sequence, before: 0))
    let next = first.commit([.said("e")])
    #expect(second.collect(1).compactMap(\.entry) == next)
    second.journal.rest()
    #expect(second.everything().texts == ["a", "d", "e"])
  }

  @Test("stop where one of them does not have what another one has")
  func gap() throws {
    let first = try server.bench(checkpointEntries: 1)
    let entries = first.commit((0..<5).map { .said("\($0)") })
    first.journal.rest()
    let other = try NATSConnection(try server.settings(mirror: "none"))
    try TestClock.wait("it has told what it has come to") { try other.first(of: .checkpoint, from: 1) != nil }
    try other.erase(entries[2].sequence.value)
    let second = try server.bench(mirror: "other.db", checkpointEntries: 1)
    #expect(second.everything().texts == ["0", "1", "3", "4"])
    let draft = second.draft(.said("5"))
    second.journal.submit([draft])
    let answers = second.collect(2)
    guard case .stopped(let error)? = answers.first else { throw TestFailure("\(answers)") }
    #expect(error.kind == .corrupt)
    #expect(answers.last == .failed(draft: draft.id))
    // It can still be read, and the other one goes on: only one of them was told.
    #expect(second.everything().texts == ["0", "1", "3", "4"])
    #expect(first.commit([.said("6")]).texts == ["6"])
  }

  @Test("stop where they let different entries count")
  func fork() throws {
    let first = try server.bench(checkpointEntries: 1)
    let second = try server.bench(mirror: "other.db", checkpointEntries: 1_000)
    let entries = first.commit([.said("a"), .said("b")])
    #expect(second.collect(2).count == 2)
    // The last one: what came in a collect before is settled.
    second.journal.strike([entries[1].sequence])
    // It tells with this what it has come to.
    first.journal.submit([first.draft(.said("c"))])
    var answers: [JournalAnswer] = []
    while !answers.contains(where: { if case .stopped = $0 { true } else { false } }) {
      guard second.wakes() else { throw TestFailure("nothing was noticed") }
      answers += second.collect()
      second.journal.rest()
    }
  }

  @Test("do not take for a fork what was struck, erased or trimmed before they began")
  func late() throws {
    let first = try server.bench(checkpointEntries: 1)
    first.commit([.said("a")])
    first.clock.set(2_000)
    let entries = first.commit([.whispered("b", to: .beto), .said("c"), .said("d"), .said("e")])
    first.journal.strike([entries[1].sequence])
    let part = SnapshotPart(sequence: entries[2].sequence, index: 0, bytes: [1], isLast: true)
    try first.journal.keep(part)
    try first.journal.erase([entries[0].sequence])
    while try first.journal.trim(through: entries[2].sequence, before: 2_000) {}
    let second = try server.bench(mirror: "other.db", checkpointEntries: 1)
    #expect(second.everything().texts == ["d", "e"])
    for text in ["f", "g"] {
      first.journal.submit([first.draft(.said(text))])
      second.journal.submit([second.draft(.said(text))])
      for node in [first, second] {
        #expect(node.collect(2).compactMap(\.entry).texts == [text, text])
        node.journal.rest()
      }
    }
  }
}

extension TestFailure {
  fileprivate init(_ words: String) { self.init(words, file: #fileID, line: #line) }
}
