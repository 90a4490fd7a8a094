import Journal
import Testing

@testable import ChatServer

@Suite("The roster, of nodes")
struct RosterNodesTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let caio = Sample.caio

  /// The nodes 1 and 2 serve; Ana is here through the one, Beto through the other.
  private func bench(lease: Int64 = 15_000) -> RosterBench {
    var bench = RosterBench()
    for node: UInt64 in 1...2 { bench.apply(Sample.serves(lease: lease), .server, by: node) }
    bench.apply(Sample.joined("Ana"), ana, by: 1)
    bench.apply(Sample.joined("Beto", isResumable: false), beto, by: 2)
    return bench
  }

  /// Another node says that this one's lease has run out.
  @discardableResult
  private func end(_ node: UInt64, _ bench: inout RosterBench, by writer: UInt64 = 3) -> Verdict {
    let end = Event.nodeEnded(node: node, since: bench.roster.nodes[node]?.renewed)
    return bench.apply(end, .server, at: bench.milliseconds + 15_000, by: writer)
  }

  @Test("knows who serves, by what it last told of itself")
  func serves() {
    var bench = bench()
    #expect(Set(bench.roster.nodes.keys) == [1, 2])
    let renewed = Sample.node("[2001:db8::1]:4040", lease: 9_000, keys: 2, 3)
    #expect(bench.apply(.nodeServes(renewed), .server, at: 2_000, by: 1) == .counts)
    #expect(
      bench.roster.nodes[1] == NodeState(node: renewed, renewed: bench.last, renewedAt: 2_000))
    #expect(
      bench.roster.nodes[2]
        == NodeState(node: Sample.node(), renewed: SequenceNumber(2), renewedAt: 1_000))
  }

  @Test("lets nobody serve whose entry has no writer, or is not the server's")
  func strangers() {
    var bench = RosterBench()
    #expect(bench.apply(Sample.serves(), .server) == .overtaken)
    #expect(bench.apply(Sample.serves(), ana, by: 1) == .overtaken)
    #expect(bench.roster.nodes.isEmpty)
  }

  @Test(
    "lets a node serve within its limits",
    arguments: [
      (0, 1, 1, false), (1, 1, 1, true), (128, 1, 1, true), (129, 1, 1, false), (1, 0, 1, false),
      (1, 2, 1, true), (1, 3, 1, false), (1, 1, 0, false), (1, 1, 3_600_000, true), (1, 1, 3_600_001, false),
    ] as [(Int, Int, Int64, Bool)])
  func limits(_ bytes: Int, _ pins: Int, _ lease: Int64, _ counts: Bool) {
    var bench = RosterBench()
    let node = Node(
      address: [UInt8](repeating: 0x61, count: bytes), pins: (0..<pins).map { Sample.key($0) }, lease: lease)
    #expect(bench.apply(.nodeServes(node), .server, by: 1) == (counts ? .counts : .overtaken))
    #expect(bench.roster.nodes.count == (counts ? 1 : 0))
  }

  @Test("knows 64 nodes, renews all of them, and refuses one more until a lease has run out")
  func tooMany() {
    var bench = RosterBench()
    for node: UInt64 in 1...64 { #expect(bench.apply(Sample.serves(), .server, by: node) == .counts) }
    #expect(bench.apply(Sample.serves(), .server, at: 15_999, by: 65) == .tooManyNodes)
    #expect(bench.roster.nodes.count == 64)
    for node: UInt64 in 2...64 {
      #expect(bench.apply(Sample.serves(), .server, at: 15_999, by: node) == .counts)
    }
    #expect(bench.apply(Sample.serves(), .server, at: 16_000, by: 65) == .counts)
    #expect(Set(bench.roster.nodes.keys) == Set(2...65))
    #expect(bench.apply(.nodeEnded(node: 9, since: nil), .server, by: 9) == .counts)
    #expect(bench.apply(Sample.serves(), .server, by: 66) == .counts)
  }

  @Test("lets a node end itself, and no other one without a reason")
  func endsItself() {
    var bench = bench()
    #expect(bench.apply(.nodeEnded(node: 1, since: nil), .server, by: 2) == .overtaken)
    #expect(bench.apply(.nodeEnded(node: 1, since: nil), ana, by: 1) == .overtaken)
    #expect(bench.apply(.nodeEnded(node: 3, since: nil), .server, by: 3) == .overtaken)
    #expect(bench.roster.nodes.count == 2)
    #expect(bench.apply(.nodeEnded(node: 1, since: nil), .server, by: 1) == .counts)
    #expect(Set(bench.roster.nodes.keys) == [2])
    #expect(bench.apply(.nodeEnded(node: 1, since: nil), .server, by: 1) == .overtaken)
  }

  @Test("lets another node end it once its lease has run out, at the limit and one before it")
  func runsOut() {
    var bench = bench(lease: 9_000)
    let since = bench.roster.nodes[1]?.renewed
    let end = Event.nodeEnded(node: 1, since: since)
    #expect(bench.apply(end, .server, at: 9_999, by: 2) == .overtaken)
    #expect(bench.apply(end, .server, at: 10_000, by: 2) == .counts)
    #expect(bench.apply(end, .server, at: 10_000, by: 3) == .overtaken)
  }

  @Test("lets a renewal overtake the end, and the end a renewal, which begins anew")
  func overtaken() {
    var bench = bench()
    let since = bench.roster.nodes[1]?.renewed
    bench.apply(Sample.serves(), .server, at: 15_900, by: 1)
    #expect(bench.apply(.nodeEnded(node: 1, since: since), .server, at: 16_000, by: 2) == .overtaken)
    // By its new renewal it is too early.
    #expect(end(1, &bench) == .overtaken)
    bench.milliseconds = 15_900
    #expect(end(1, &bench) == .counts)
    #expect(bench.roster.nodes[1] == nil)
    #expect(bench.apply(Sample.serves(), .server, at: 31_000, by: 1) == .counts)
    #expect(bench.roster.nodes[1]?.renewed == bench.last)
  }

  @Test("bears a lease up to the end of time")
  func endOfTime() {
    var bench = RosterBench()
    bench.apply(Sample.serves(), .server, at: Int64.max - 1, by: 1)
    #expect(bench.apply(.nodeEnded(node: 1, since: bench.last), .server, at: Int64.max, by: 2) == .overtaken)
  }

  @Test("knows through which node somebody is here, from the last coming on")
  func nodeOfSession() {
    var bench = bench()
    #expect(bench.roster.node(of: ana) == 1 && bench.roster.node(of: beto) == 2)
    #expect(bench.roster.node(of: caio) == nil)
    bench.apply(.returned, ana, by: 2)
    #expect(bench.roster.node(of: ana) == 2)
    bench.apply(.away(.lost), ana, by: 2)
    #expect(bench.roster.node(of: ana) == nil)
    bench.apply(.returned, ana, by: 1)
    #expect(bench.roster.node(of: ana) == 1)
    bench.apply(.away(.lost), ana, by: 1)
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), ana, by: 2)
    #expect(bench.roster.node(of: ana) == nil)
    bench.apply(Sample.joined("Ana"), ana, by: 2)
    #expect(bench.roster.node(of: ana) == 2)
  }

  @Test("says who is here through nodes that are not alive, in the order of entering, up to a limit")
  func stranded() {
    var bench = bench()
    bench.apply(Sample.joined("Caio"), caio, by: 1)
    #expect(!bench.roster.hasStranded && bench.roster.stranded(limit: .max).isEmpty)
    end(1, &bench)
    #expect(bench.roster.hasStranded)
    #expect(bench.roster.stranded(limit: .max) == [ana, caio])
    #expect(bench.roster.stranded(limit: 1) == [ana])
    #expect(bench.roster.stranded(limit: 0).isEmpty)
    bench.apply(.returned, ana, by: 2)
    #expect(bench.roster.stranded(limit: .max) == [caio])
    bench.apply(.away(.lost), caio, by: 2)
    #expect(!bench.roster.hasStranded && bench.roster.stranded(limit: .max).isEmpty)
    // Who comes through a node that has ended in the meantime.
    bench.apply(.returned, caio, by: 1)
    #expect(bench.roster.stranded(limit: .max) == [caio])
    bench.apply(Sample.serves(), .server, by: 1)
    #expect(!bench.roster.hasStranded)
  }

  @Test("lets another node put somebody away only once the session's own is not alive")
  func away() {
    var bench = bench()
    #expect(bench.apply(.away(.lost), ana, by: 2) == .overtaken)
    #expect(bench.roster.node(of: ana) == 1)
    end(1, &bench)
    #expect(bench.apply(.away(.lost), ana, by: 2) == .counts)
    #expect(bench.apply(.away(.lost), ana, by: 3) == .overtaken)
    #expect(bench.roster.awaySince(ana) == SequenceNumber(bench.last.value - 1))
  }

  @Test("lets another node end a session that ends with its connection only once its own is not alive")
  func left() {
    var bench = bench()
    #expect(bench.apply(Sample.left("Beto", .lost), beto, by: 1) == .overtaken)
    #expect(bench.roster.bearsName(beto))
    end(2, &bench)
    #expect(bench.apply(Sample.left("Beto", .lost), beto, by: 1) == .counts)
    #expect(!bench.roster.bearsName(beto) && !bench.roster.hasStranded)
  }

  @Test("lets nobody end a session where it is not any more")
  func moved() {
    var bench = bench()
    end(1, &bench)
    bench.apply(.returned, ana, by: 2)
    // Two that have not read it yet: who sweeps, and who was its node.
    for writer: UInt64 in [1, 3] {
      #expect(bench.apply(.away(.lost), ana, by: writer) == .overtaken)
      #expect(bench.apply(Sample.left("Ana"), ana, by: writer) == .overtaken)
    }
    #expect(bench.roster.node(of: ana) == 2)
    #expect(bench.apply(Sample.left("Ana"), ana, by: 2) == .counts)
  }

  @Test("lets any node end who is away, and any one take a session up")
  func anybody() {
    var bench = bench()
    bench.apply(.away(.lost), ana, by: 1)
    let away = bench.last
    #expect(bench.apply(Sample.left("Ana", .lost, awaySince: away), ana, by: 2) == .counts)
    #expect(bench.apply(.ended(goneSince: bench.last), ana, by: 3) == .counts)
    bench.apply(Sample.joined("Caio"), caio, by: 1)
    bench.apply(.away(.lost), caio, by: 1)
    #expect(bench.apply(.returned, caio, by: 2) == .counts)
    bench.apply(.away(.lost), caio, by: 2)
    #expect(bench.apply(Sample.left("Caio", .kicked), caio, by: 1) == .counts)
  }

  @Test("lets whoever is thrown out be gone, whichever node says so, but not whom another one has lost")
  func kicked() {
    var bench = bench()
    #expect(bench.apply(Sample.kicked(ana, "Ana"), beto, by: 2) == .counts)
    for cause: LeaveCause in [.lost, .quit, .slow] {
      #expect(bench.apply(Sample.left("Ana", cause), ana, by: 2) == .overtaken)
    }
    #expect(bench.apply(Sample.left("Ana", .kicked), ana, by: 2) == .counts)
    #expect(bench.apply(Sample.left("Ana", .kicked), ana, by: 1) == .overtaken)
    #expect(bench.roster.count == 1)
  }

  @Test("comes to the same in whatever order racing entries are committed, also over a snapshot")
  func races() throws {
    let start = bench()
    let since = start.roster.nodes[1]?.renewed
    // The end of the node 1 races with its renewal, who sweeps with who takes the session up elsewhere.
    let racing: [(Event, SessionID, UInt64)] = [
      (.nodeEnded(node: 1, since: since), .server, 2), (Sample.serves(), .server, 1),
      (.away(.lost), ana, 3), (.returned, ana, 2), (.away(.lost), ana, 1), (Sample.left("Beto"), beto, 1),
    ]
    var halves: Set<String> = []
    for order in Self.permutations(of: racing.count) {
      var bench = start
      for (event, session, writer) in order.map({ racing[$0] }) {
        bench.apply(event, session, at: 16_000, by: writer)
      }
      #expect(RosterBench.replay(bench.entries).roster == bench.roster)
      let half = RosterBench.replay(Array(bench.entries.dropLast(3))).roster
      let place = SequenceNumber(UInt64(bench.entries.count - 3))
      var again = try Roster(Snapshot(sequence: place, bytes: RosterBench.encode(half)))
      #expect(bench.entries.suffix(3).map { again.apply($0) } == bench.verdicts.suffix(3))
      #expect(again == bench.roster)
      let picture = RosterBench.picture(of: bench.roster, [ana, beto], numbers: 0..<1)
      #expect(RosterBench.picture(of: again, [ana, beto], numbers: 0..<1) == picture)
      // Whichever came first: node 1 is alive again, Ana is where she took the session up, and Beto is here.
      #expect(bench.roster.nodes.count == 2 && !bench.roster.hasStranded)
      #expect(bench.roster.node(of: ana) == 2 && bench.roster.node(of: beto) == 2)
      let isAlive = half.nodes[1] != nil
      halves.insert("\(isAlive) \(half.node(of: ana) ?? 0) \(half.hasStranded)")
    }
    // In between there is everything: the node alive or not, Ana on it, on the other one, or away.
    #expect(halves.count == 6)
  }

  private static func permutations(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return permutations(of: count - 1).flatMap { shorter in
      (0...shorter.count).map { shorter[..<$0] + [count - 1] + shorter[$0...] }
    }
  }

  @Test("knows of no nodes in a journal of one process, where all is as if there were none")
  func onlyOne() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana)
    #expect(bench.roster.node(of: ana) == 0 && !bench.roster.hasStranded)
    #expect(bench.apply(.away(.lost), ana) == .counts)
    #expect(bench.apply(.returned, ana) == .counts)
    #expect(bench.apply(Sample.left("Ana"), ana) == .counts)
  }

  @Test("takes who is here through no known node for stranded once nodes tell of themselves")
  func unknownNode() {
    // As an older snapshot leaves them, or an older server's entries.
    for writer: UInt64 in [0, 9] {
      var bench = RosterBench()
      bench.apply(Sample.joined("Ana"), ana, by: writer)
      #expect(!bench.roster.hasStranded)
      bench.apply(Sample.serves(), .server, by: 1)
      #expect(bench.roster.stranded(limit: .max) == [ana])
      #expect(bench.apply(.away(.lost), ana, by: 1) == .counts)
    }
  }
}
