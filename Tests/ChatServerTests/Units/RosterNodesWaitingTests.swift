import Journal
import Testing

@testable import ChatServer

/// A device that is here through a node that is not alive has no connection, since nobody knows when.
@Suite("A roster's private messages to owners, over several nodes")
struct RosterNodesWaitingTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let key = Sample.bytes("ana")
  private let lease: Int64 = 1_000_000
  private let delivery = Roster.deliveryTime

  /// The nodes 1 and 2 serve, and Ana, who has a name, is here through the one, Beto through the other.
  private func bench() -> RosterBench {
    var bench = RosterBench()
    for node: UInt64 in 1...2 { bench.apply(Sample.serves(lease: lease), .server, by: node) }
    bench.apply(Sample.joined("Ana", keys: 1), ana, by: 1)
    bench.apply(Sample.joined("Beto"), beto, by: 2)
    return bench
  }

  private func owner(_ bench: RosterBench) -> SessionID { bench.roster.owner(of: ana) ?? .server }

  private func write(_ bench: inout RosterBench) -> Verdict {
    bench.apply(.whispered(Sample.whisper("a", to: owner(bench))), beto, by: 2)
  }

  private func waiting(_ bench: RosterBench) -> [SequenceNumber] {
    bench.roster.owned.names[key]?.waiting.map(\.sequence) ?? []
  }

  @Test("wait where the only device is on a node whose lease has run out, at the limit and one before it")
  func runsOut() {
    var bench = bench()
    bench.milliseconds = 1_000 + lease - 1
    #expect(write(&bench) == .counts)
    #expect(waiting(bench).isEmpty)
    bench.milliseconds += 1
    #expect(write(&bench) == .counts)
    #expect(waiting(bench) == [bench.last])
  }

  @Test("have not arrived because somebody says that a device has long gone")
  func swept() {
    for (cause, isAlive) in [(.lost, true), (.lost, false), (.kicked, false)] as [(LeaveCause, Bool)] {
      var bench = bench()
      bench.milliseconds = 1_000 + lease
      #expect(write(&bench) == .counts)
      let message = bench.last
      if isAlive {
        bench.apply(Sample.serves(lease: lease), .server, by: 1)
      } else {
        let since = bench.roster.nodes[1]?.renewed
        #expect(bench.apply(.nodeEnded(node: 1, since: since), .server, by: 2) == .counts)
      }
      #expect(bench.apply(.away(cause), ana, by: isAlive ? 1 : 2) == .counts)
      #expect(waiting(bench) == (isAlive ? [] : [message]))
    }
  }

  @Test("are on their way as long as the addressee is on such a node")
  func arrival() {
    var bench = bench()
    bench.apply(Sample.joined("Caio"), Sample.caio, by: 1)
    let end = 1_000 + lease
    for recipient in [owner(bench), Sample.caio] {
      let message = WhisperReference(sequence: SequenceNumber(1), recipient: recipient)
      func arrival(_ time: Int64) -> Roster.Arrival { bench.roster.arrival(of: message, at: time) }
      #expect(arrival(1_000 + delivery) == .pending)
      #expect(arrival(1_001 + delivery) == .settled)
      #expect(arrival(end - 1) == .settled)
      #expect(arrival(end) == .pending)
    }
    bench.apply(.nodeEnded(node: 1, since: nil), .server, by: 1)
    let message = WhisperReference(sequence: SequenceNumber(1), recipient: Sample.caio)
    #expect(bench.roster.arrival(of: message, at: end - 1) == .pending)
  }
}
