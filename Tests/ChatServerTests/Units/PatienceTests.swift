import Journal
import Testing

@testable import ChatServer

@Suite("Patience with those who are away")
struct PatienceTests {
  private let limits = Limits()

  @Test("waits for nobody at first")
  func nobody() {
    var patience = Patience()
    #expect(patience.nextDue(limits) == .max)
    #expect(patience.nextAway(now: .max, limits) == nil)
    #expect(patience.nextGone(now: .max, limits) == nil)
  }

  @Test("ends after the time for being away, and not a millisecond before")
  func away() {
    var patience = Patience()
    patience.note(away: Sample.ana, since: SequenceNumber(5), at: 1_000)
    #expect(patience.nextDue(limits) == 1_000 + limits.awayTime)
    #expect(patience.nextAway(now: 999 + limits.awayTime, limits) == nil)
    #expect(patience.nextGone(now: .max, limits) == nil)
    let next = patience.nextAway(now: 1_000 + limits.awayTime, limits)
    #expect(next?.0 == Sample.ana && next?.1 == SequenceNumber(5))
    #expect(patience.nextAway(now: .max, limits) == nil)
    #expect(patience.nextDue(limits) == .max)
  }

  @Test("ends after the time for a session, and not a millisecond before")
  func gone() {
    var patience = Patience()
    patience.note(gone: Sample.ana, since: SequenceNumber(6), at: 1_000)
    #expect(patience.nextDue(limits) == 1_000 + limits.sessionTime)
    #expect(patience.nextGone(now: 999 + limits.sessionTime, limits) == nil)
    #expect(patience.nextAway(now: .max, limits) == nil)
    let next = patience.nextGone(now: 1_000 + limits.sessionTime, limits)
    #expect(next?.0 == Sample.ana && next?.1 == SequenceNumber(6))
  }

  @Test("is due later for whom lets others go first")
  func later() {
    var patience = Patience()
    #expect(patience.nextDue(limits, later: 2_000) == .max)
    patience.note(gone: Sample.ana, since: SequenceNumber(6), at: 1_000)
    #expect(patience.nextDue(limits, later: 2_000) == 3_000 + limits.sessionTime)
    patience.note(away: Sample.beto, since: SequenceNumber(7), at: 1_000)
    #expect(patience.nextDue(limits, later: 2_000) == 3_000 + limits.awayTime)
  }

  @Test("gives up those first that are gone, then those that are away, the oldest first")
  func takeOldest() {
    var patience = Patience()
    patience.note(away: Sample.beto, since: SequenceNumber(2), at: 0)
    patience.note(gone: Sample.ana, since: SequenceNumber(1), at: 1_000)
    patience.note(away: Sample.caio, since: SequenceNumber(3), at: 2_000)
    #expect(patience.takeOldest()?.0 == Sample.ana)
    #expect(patience.takeOldest()?.0 == Sample.beto)
    let last = patience.takeOldest()
    #expect(last?.0 == Sample.caio && last?.1 == SequenceNumber(3))
    #expect(patience.takeOldest() == nil)
  }

  @Test("takes the oldest first, and is due with whichever wait ends first")
  func order() {
    var patience = Patience()
    patience.note(gone: Sample.ana, since: SequenceNumber(1), at: 0)
    patience.note(away: Sample.beto, since: SequenceNumber(2), at: limits.sessionTime)
    patience.note(away: Sample.caio, since: SequenceNumber(3), at: limits.sessionTime + 1)
    #expect(patience.nextDue(limits) == limits.sessionTime)
    #expect(patience.nextGone(now: limits.sessionTime, limits)?.0 == Sample.ana)
    #expect(patience.nextDue(limits) == limits.sessionTime + limits.awayTime)
    #expect(patience.nextAway(now: .max, limits)?.0 == Sample.beto)
    #expect(patience.nextAway(now: .max, limits)?.0 == Sample.caio)
  }
}
