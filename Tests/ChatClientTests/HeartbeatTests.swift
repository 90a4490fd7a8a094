import ChatClient
import Testing

@Suite("The heartbeat")
struct HeartbeatTests {
  @Test("pings after 30 s of silence, again after 30 more, and takes 75 s for a cut")
  func silence() {
    var heartbeat = Heartbeat(at: 1_000)
    #expect(heartbeat.deadline == 31_000)
    #expect(heartbeat.check(at: 30_999) == .nothing)
    #expect(heartbeat.check(at: 31_000) == .ping)
    #expect(heartbeat.check(at: 31_001) == .nothing)
    #expect(heartbeat.check(at: 61_000) == .ping)
    #expect(heartbeat.deadline == 76_000)
    #expect(heartbeat.check(at: 75_999) == .nothing)
    #expect(heartbeat.check(at: 76_000) == .cut)
  }

  @Test("begins anew with every byte")
  func received() {
    var heartbeat = Heartbeat(at: 0)
    heartbeat.received(at: 29_999)
    #expect(heartbeat.check(at: 30_000) == .nothing)
    #expect(heartbeat.check(at: 59_999) == .ping)
  }

  @Test("answers at most once in 10 s")
  func answers() {
    var heartbeat = Heartbeat(at: 0)
    #expect(heartbeat.answers(at: 5) == true)
    #expect(heartbeat.answers(at: 10_004) == false)
    #expect(heartbeat.answers(at: 10_005) == true)
  }

  @Test("does not answer the answer to its own ping")
  func noEcho() {
    var heartbeat = Heartbeat(at: 0)
    #expect(heartbeat.check(at: 30_000) == .ping)
    #expect(heartbeat.answers(at: 30_010) == false)
  }
}
