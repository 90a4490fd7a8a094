import ChatClient
import Testing

@Suite("The pauses")
struct BackoffTests {
  @Test("double from 0.2 s to 15 s and stay there")
  func grow() {
    var backoff = Backoff { 0.5 }
    #expect(
      (0..<9).map { _ in backoff.next() } == [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000])
    backoff.reset()
    #expect(backoff.next() == 200)
  }

  @Test("are moved by a quarter at most, never beyond 15 s", arguments: [(0.0, 150), (1.0, 250), (7.0, 250)])
  func vary(chance: Double, first: Int64) {
    var backoff = Backoff { chance }
    #expect(backoff.next() == first)
    for _ in 0..<20 { #expect(backoff.next() <= 15_000) }
  }

  @Test("can be others")
  func others() {
    var backoff = Backoff(firstMilliseconds: 5, longestMilliseconds: 12) { 0.5 }
    #expect((0..<4).map { _ in backoff.next() } == [5, 10, 12, 12])
    backoff.reset()
    #expect(backoff.next() == 5)
    var late = Backoff(firstMilliseconds: 5, longestMilliseconds: 12) { 1 }
    for _ in 0..<20 { #expect(late.next() <= 12) }
  }
}
