import Journal
import Testing

@testable import ChatServer

@Suite("A roster's snapshot, with nodes")
struct RosterNodesSnapshotTests {
  private func decode(_ bytes: [UInt8], at sequence: SequenceNumber = SequenceNumber(.max)) throws -> Roster {
    try Roster(Snapshot(sequence: sequence, bytes: bytes))
  }

  /// A node whose entry is the fifth one, of the time 3, at the address "a", with a key and a lease of 2 ms.
  private func node(
    _ id: UInt8, renewed: UInt8 = 5, address: [UInt8] = [1, 0x61], keys: UInt8 = 1, lease: [UInt8] = [4]
  ) -> [UInt8] {
    let front = [0x80, 0, 0, 0, 0, 0, 0, id, renewed, 6] + address + [keys]
    return front + (0..<keys).flatMap { [UInt8](repeating: $0, count: PersonKey.byteCount) } + lease
  }

  private func snapshot(nodes count: UInt8, _ nodes: [UInt8]) -> [UInt8] { [4, 0, 0, 0, count] + nodes }

  /// Ana, here through the node of that number, unless there is none.
  private func ana(version: UInt8, _ flags: UInt8, _ node: [UInt8]) -> [UInt8] {
    let front = [version, 1, 0, 0, 0, 0, 0, 0, 0x5E, 0x55, 0, 0, 0, 0, 0, 0, 0, 1, flags] + node
    return front + [2, 1, 3, 0x41, 0x6E, 0x61, 3, 0x61, 0x6E, 0x61, 0, 0, 0, 0, 0, 0]
      + (version > 3 ? [0] : [])
  }

  @Test("holds the nodes, and through which one somebody is here, be it alive or not")
  func everything() throws {
    var bench = RosterBench()
    let nodes: [UInt64] = [1, 5, .max]
    for (number, node) in nodes.enumerated() {
      bench.milliseconds += 1
      bench.apply(Sample.serves(), .server, by: node)
      bench.apply(Sample.joined("n\(number)"), Sample.session(number), by: node)
    }
    bench.apply(.nodeServes(Sample.node("[::1]:1", lease: 1, keys: 2, 3)), .server, by: 5)
    bench.apply(.nodeEnded(node: 1, since: nil), .server, by: 1)
    bench.apply(.away(.lost), Sample.session(2), by: .max)
    var again = try decode(RosterBench.encode(bench.roster), at: bench.last)
    #expect(again == bench.roster)
    #expect(again.nodes == bench.roster.nodes && again.nodes.count == 2)
    #expect((0...2).map { again.node(of: Sample.session($0)) } == [1, 5, nil])
    #expect(again.stranded(limit: .max) == [Sample.session(0)])
    let away = Sample.entry(99, .away(.lost), Sample.session(1), by: 7)
    #expect(again.apply(away) == .overtaken)
    let stranded = Sample.entry(100, .away(.lost), Sample.session(0), by: 7)
    #expect(again.apply(stranded) == .counts && !again.hasStranded)
  }

  @Test("costs nothing in a journal of one process but the number of its nodes")
  func noNodes() throws {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), Sample.ana)
    let bytes = RosterBench.encode(bench.roster)
    #expect(try decode(bytes, at: bench.last) == bench.roster)
    #expect(try decode([3] + bytes.dropFirst().dropLast(), at: bench.last) == bench.roster)
  }

  @Test("of the third version knew no nodes, and is read: who is here is so through none that is known")
  func thirdVersion() throws {
    var roster = try decode(ana(version: 3, 1, []), at: SequenceNumber(1))
    #expect(roster.node(of: Sample.ana) == 0 && roster.nodes.isEmpty && !roster.hasStranded)
    #expect(roster.apply(Sample.entry(2, .away(.lost), Sample.ana, by: 9)) == .counts)
    #expect(throws: JournalError.self) { try decode(ana(version: 3, 1 | 1 << 4, [0, 0, 0, 0, 0, 0, 0, 9])) }
  }

  @Test("in which who is not here has a node, or the node has no number, is an error")
  func badNode() throws {
    let nine: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 9]
    #expect(try decode(ana(version: 4, 1 | 1 << 4, nine)).node(of: Sample.ana) == 9)
    #expect(throws: SnapshotReader.corrupt("who is not here has a node")) {
      try decode(ana(version: 4, 1 | 1 << 1 | 1 << 4, [1] + nine))
    }
    #expect(throws: SnapshotReader.corrupt("a node without a number")) {
      try decode(ana(version: 4, 1 | 1 << 4, [0, 0, 0, 0, 0, 0, 0, 0]))
    }
  }

  @Test("with 64 nodes is read, and one with 65 is an error")
  func tooMany() throws {
    let nodes = (1...64).flatMap { node($0) }
    #expect(try decode(snapshot(nodes: 64, nodes)).nodes.count == 64)
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try decode(snapshot(nodes: 65, nodes + node(65)))
    }
  }

  @Test("with nodes that are out of order, twice there, or beyond their limits is an error")
  func badNodes() throws {
    let right = try decode(snapshot(nodes: 1, node(1))).nodes
    let expected = Node(
      address: [0x61], pins: [PersonKey([UInt8](repeating: 0, count: 32))!], lease: 2)
    #expect(
      right == [UInt64(1) << 63 | 1: NodeState(node: expected, renewed: SequenceNumber(5), renewedAt: 3)])
    for nodes in [node(2) + node(1), node(1) + node(1)] {
      #expect(throws: SnapshotReader.corrupt("nodes are out of order")) {
        try decode(snapshot(nodes: 2, nodes))
      }
    }
    let beyond = SnapshotReader.corrupt("a node beyond its limits")
    #expect(throws: beyond) { try decode(snapshot(nodes: 1, node(1, address: [0]))) }
    #expect(throws: beyond) { try decode(snapshot(nodes: 1, node(1, keys: 0))) }
    #expect(throws: beyond) { try decode(snapshot(nodes: 1, node(1, lease: [0]))) }
    let (most, tooMany) = ([UInt8](repeating: 0x61, count: 128), [UInt8](repeating: 0x61, count: 129))
    #expect(try decode(snapshot(nodes: 1, node(1, address: [0x80, 1] + most))).nodes.count == 1)
    #expect(throws: beyond) { try decode(snapshot(nodes: 1, node(1, address: [0x81, 1] + tooMany))) }
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try decode(snapshot(nodes: 1, node(1, keys: 3)))
    }
    #expect(throws: JournalError.self) {
      try decode(snapshot(nodes: 1, node(1)), at: SequenceNumber(4))
    }
  }
}
