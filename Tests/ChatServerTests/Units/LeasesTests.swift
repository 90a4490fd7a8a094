import Journal
import Testing

@testable import ChatServer

@Suite("Leases")
struct LeasesTests {
  /// Of all nodes here, in milliseconds; a third of it is 1,000.
  private static let lease: Int64 = 3_000

  private static let node = Node(address: Sample.bytes("a:1"), pins: [Sample.key(1)], lease: lease)

  /// Those of node 5, begun at 0, whose first renewal has come back at once.
  private let leases = LeaseBench(Leases(writer: 5, node: node, now: 0))

  init() { renew(at: 0) }

  /// A renewal that comes back at once.
  private func renew(at now: Int64) {
    #expect(leases.mustRenew(now))
    #expect(!leases.renewed(5, leases.value.node, by: 1, now: now))
    #expect(!leases.cameBack(now: now))
  }

  /// As the journal thread does while nothing is wrong: looks, and renews when it is time.
  private func pass(from start: Int64, through end: Int64) {
    for now in start...end {
      leases.value.look(now)
      if leases.value.nextDue(now) <= now, leases.mustRenew(now) { _ = leases.cameBack(now: now) }
    }
  }

  /// Another node is heard of.
  private func hear(_ id: UInt64, at now: Int64, by sequence: UInt64 = 10) {
    _ = leases.renewed(id, Self.node, by: sequence, now: now)
  }

  @Test("are renewed at the start and after each third of the lease, and not a millisecond before")
  func renews() {
    #expect(leases.value.nextDue(0) == 1_000)
    #expect(!leases.mustRenew(999))
    renew(at: 1_000)
    #expect(leases.value.isAlive)
    #expect(leases.value.nextDue(1_500) == 1_000)
    leases.value.look(1_500)
    #expect(leases.value.nextDue(1_500) == 2_000)
  }

  @Test("are not renewed while a renewal is under way, and at once when that has come back late")
  func underWay() {
    #expect(leases.mustRenew(1_000))
    #expect(!leases.mustRenew(2_900))
    _ = leases.cameBack(now: 2_900)
    #expect(leases.mustRenew(2_900))
  }

  @Test("are renewed out of turn where somebody waits for it, but no more often than every 50 ms")
  func wanted() {
    leases.value.wantRenewal()
    #expect(!leases.mustRenew(49))
    #expect(leases.mustRenew(50))
    // Who comes now waits for the next one.
    leases.value.wantRenewal()
    #expect(!leases.mustRenew(200))
    _ = leases.cameBack(now: 200)
    #expect(leases.value.nextDue(200) == 200)
    #expect(leases.mustRenew(200))
    _ = leases.cameBack(now: 201)
    #expect(!leases.mustRenew(1_199))
    #expect(leases.mustRenew(1_200))
  }

  @Test("are renewed at once with another key, and not for the same one")
  func announce() {
    leases.value.announce(Self.node)
    #expect(!leases.mustRenew(500))
    let other = Node(address: Self.node.address, pins: [Sample.key(1), Sample.key(2)], lease: Self.lease)
    leases.value.announce(other)
    #expect(leases.mustRenew(500) && leases.value.node == other)
  }

  @Test("that could not be stored are tried again after a second")
  func failed() {
    #expect(leases.mustRenew(1_000))
    leases.value.failed(now: 1_010)
    leases.value.wantRenewal()
    #expect(!leases.mustRenew(2_009))
    #expect(leases.mustRenew(2_010))
  }

  @Test("are lost when they have run out since the last renewal was submitted that has come back")
  func loses() {
    hear(7, at: 0)
    #expect(leases.mustRenew(1_000))
    _ = leases.cameBack(now: 1_500)
    #expect(leases.value.nextLoss == 4_000)
    #expect(!leases.loses(3_999))
    #expect(leases.loses(4_000))
    #expect(leases.value.isLost)
    // Once.
    #expect(!leases.loses(4_001))
    #expect(leases.value.nextLoss == .max)
  }

  @Test("are not lost while there is no other node")
  func alone() {
    #expect(!leases.loses(1_000_000) && leases.value.nextLoss == .max)
    hear(7, at: 1_000_000)
    #expect(leases.loses(1_000_000))
  }

  @Test("that are lost are back with a renewal that is young enough, not with one that was long under way")
  func back() {
    hear(7, at: 0)
    #expect(leases.mustRenew(1_000))
    #expect(leases.loses(3_000))
    #expect(!leases.cameBack(now: 5_000))
    #expect(leases.value.isLost)
    #expect(leases.mustRenew(5_000))
    #expect(leases.cameBack(now: 7_999))
    #expect(!leases.value.isLost)
    #expect(!leases.loses(7_999))
    #expect(leases.loses(8_000))
  }

  @Test("are lost at once where they are given up, if there is another node")
  func givenUp() {
    leases.value.giveUp(500)
    #expect(!leases.loses(500))
    hear(7, at: 500)
    #expect(leases.loses(500))
    leases.value.giveUp(600)
    #expect(!leases.loses(600))
  }

  @Test("that the room does not take are lost")
  func refused() {
    hear(7, at: 0)
    #expect(leases.mustRenew(1_000))
    #expect(!leases.cameBack(counts: false, now: 1_001))
    #expect(leases.loses(1_001))
  }

  @Test("of others end after a third more, where a renewal has come back that was submitted since")
  func overdue() {
    hear(7, at: 500, by: 20)
    pass(from: 1, through: 4_499)
    #expect(leases.overdue(4_499).isEmpty)
    leases.value.look(4_500)
    // The last renewal was submitted before.
    #expect(leases.overdue(4_500).isEmpty)
    #expect(leases.value.nextDue(4_500) == 4_500)
    #expect(leases.mustRenew(4_500))
    #expect(leases.overdue(4_500).isEmpty)
    _ = leases.cameBack(now: 4_510)
    let ended = leases.overdue(4_510)
    #expect(ended.count == 1 && ended[0].node == 7 && ended[0].since == SequenceNumber(20))
  }

  @Test("of others that did not end by what was proposed are proposed again, with newer proof alone")
  func proposedAgain() {
    hear(7, at: 0)
    pass(from: 1, through: 4_060)
    #expect(leases.overdue(4_060).count == 1)
    #expect(leases.overdue(4_500).isEmpty)
    leases.value.look(4_500)
    leases.value.wantRenewal()
    renew(at: 4_600)
    #expect(leases.overdue(4_600).count == 1)
  }

  @Test("of others that are heard of meanwhile go on")
  func heardAgain() {
    hear(7, at: 0)
    pass(from: 1, through: 3_999)
    hear(7, at: 3_999, by: 30)
    pass(from: 4_000, through: 7_998)
    #expect(leases.overdue(7_998).isEmpty)
    pass(from: 7_999, through: 8_060)
    #expect(leases.overdue(8_060).first?.since == SequenceNumber(30))
  }

  @Test("of others are ended by the first node, and by each further one a second later")
  func turns() {
    for id: UInt64 in [1, 2, 9] { hear(id, at: 0) }
    #expect(leases.value.turnTime(3_999) == 2_000)
    // Those that are overdue themselves are waited for no more.
    hear(1, at: 2_000)
    #expect(leases.value.turnTime(4_000) == 1_000)
    pass(from: 1, through: 4_999)
    #expect(leases.overdue(4_999).isEmpty)
    #expect(leases.value.nextDue(4_999) <= 5_000)
    leases.value.look(5_000)
    #expect(leases.overdue(5_000).map(\.node) == [2, 9])
    #expect(leases.value.turnTime(6_000) == 0)
  }

  @Test("of others are nothing to a node that is not taken for alive itself")
  func notAlive() {
    hear(7, at: 0)
    pass(from: 1, through: 4_060)
    #expect(leases.ended(5) == nil)
    #expect(leases.overdue(4_060).isEmpty)
    #expect(!leases.maySweep(4_060, hasStranded: true))
    // It says at once that it is there.
    #expect(leases.mustRenew(4_060))
    _ = leases.renewed(5, Self.node, by: 40, now: 4_061)
    #expect(leases.overdue(4_061).count == 1)
  }

  @Test("say which node has appeared, and what one was that has ended")
  func news() {
    #expect(!leases.value.hasOthers)
    #expect(!leases.renewed(5, Self.node, by: 2, now: 1))
    #expect(leases.renewed(7, Self.node, by: 3, now: 1))
    #expect(!leases.renewed(7, Self.node, by: 4, now: 2))
    #expect(leases.value.hasOthers)
    #expect(leases.ended(7) == Self.node)
    #expect(leases.ended(7) == nil && !leases.value.hasOthers)
  }

  @Test("count no time in which nobody looked: neither our own nor the others'")
  func stoodStill() {
    hear(7, at: 0)
    // As far as two thirds of the lease it may be the machine.
    leases.value.look(2_000)
    #expect(leases.value.nextLoss == 3_000)
    leases.value.look(4_001)
    #expect(leases.value.nextLoss == 5_001)
    #expect(!leases.loses(5_000))
    renew(at: 5_000)
    #expect(leases.overdue(5_000).isEmpty)
    pass(from: 5_001, through: 6_060)
    #expect(leases.overdue(6_060).count == 1)
  }

  @Test("let the first node see to stranded people, and the others a second later each")
  func sweeps() {
    #expect(!leases.maySweep(10, hasStranded: false))
    #expect(leases.maySweep(10, hasStranded: true))
    hear(2, at: 0)
    #expect(!leases.maySweep(11, hasStranded: false))
    #expect(!leases.maySweep(20, hasStranded: true))
    leases.value.look(1_000)
    renew(at: 1_000)
    #expect(!leases.maySweep(1_019, hasStranded: true))
    #expect(leases.value.nextDue(1_019) == 1_020)
    #expect(leases.maySweep(1_020, hasStranded: true))
  }
}
