import Testing

@testable import ChatServer

@Suite("The ebb after a crowd")
struct EbbTests {
  private var ebb = Ebb()

  @Test("is there when 16 have gone and nobody has come for 10 s")
  mutating func low() {
    for count in 1...20 { ebb.rise(to: count, now: 0) }
    #expect(ebb.due == 10_000)
    #expect(ebb.isLow(4, now: 9_999) == false)
    #expect(ebb.isLow(4, now: 10_000) == true)
    // Once.
    #expect(ebb.due == nil)
    #expect(ebb.isLow(4, now: 30_000) == false)
  }

  @Test("is not there while one fewer has gone, and is asked about again")
  mutating func notLow() {
    for count in 1...20 { ebb.rise(to: count, now: 0) }
    #expect(ebb.isLow(5, now: 10_000) == false)
    #expect(ebb.due == 20_000)
    #expect(ebb.isLow(5, now: 19_999) == false)
    #expect(ebb.isLow(3, now: 20_000) == true)
  }

  @Test("waits for whoever still comes")
  mutating func stillComing() {
    for count in 1...20 { ebb.rise(to: count, now: 0) }
    ebb.rise(to: 3, now: 9_000)
    #expect(ebb.isLow(2, now: 10_000) == false)
    #expect(ebb.isLow(2, now: 19_000) == true)
  }

  @Test("does not wake a server where there was no crowd", arguments: [15, 16])
  mutating func noCrowd(count: Int) {
    ebb.rise(to: count, now: 0)
    #expect((ebb.due == nil) == (count == 15))
  }
}
