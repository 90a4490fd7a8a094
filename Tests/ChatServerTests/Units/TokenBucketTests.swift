import Testing

@testable import ChatServer

@Suite("A token bucket")
struct TokenBucketTests {
  private let rate = TokenBucket.Rate(burst: 3, perSecond: 5)

  @Test("gives a burst at once, and one past it waits")
  func burst() {
    var bucket = TokenBucket(tokens: rate.burst, now: 0)
    for _ in 0..<3 {
      #expect(bucket.waitingTime(rate, now: 0) == 0)
      bucket.spend(1)
    }
    #expect(bucket.waitingTime(rate, now: 0) == 200)
  }

  @Test("has a token again after the waiting time, and not a millisecond before")
  func refill() {
    var bucket = TokenBucket(tokens: rate.burst, now: 1_000)
    bucket.spend(3)
    #expect(bucket.waitingTime(rate, now: 1_199) > 0)
    #expect(bucket.waitingTime(rate, now: 1_200) == 0)
    bucket.spend(1)
    #expect(bucket.waitingTime(rate, now: 1_200) == 200)
  }

  @Test("fills up to the burst and no further")
  func full() {
    var bucket = TokenBucket(tokens: rate.burst, now: 0)
    #expect(bucket.waitingTime(rate, now: 1_000_000) == 0)
    bucket.spend(3)
    #expect(bucket.waitingTime(rate, now: 1_000_000) == 200)
  }

  @Test("goes into debt, which is paid first")
  func debt() {
    var bucket = TokenBucket(tokens: rate.burst, now: 0)
    bucket.spend(64)
    // 61 tokens of debt and the one to be had, at 5 a second; rounding may ask for a millisecond more.
    #expect(bucket.waitingTime(rate, now: 0) == 12_400)
    #expect(bucket.waitingTime(rate, now: 12_399) > 0)
    #expect(bucket.waitingTime(rate, now: 12_401) == 0)
  }

  @Test("gives a token only where there is one, and costs nothing otherwise")
  func take() {
    let rate = TokenBucket.Rate(burst: 1, perSecond: 0.5)
    var bucket = TokenBucket(tokens: rate.burst, now: 0)
    #expect(bucket.take(rate, now: 0) == true)
    #expect(bucket.take(rate, now: 0) == false)
    #expect(bucket.take(rate, now: 1_999) == false)
    #expect(bucket.take(rate, now: 2_000) == true)
  }

  @Test("lets so many pass in a long time as its rate says")
  func longRun() {
    var bucket = TokenBucket(tokens: rate.burst, now: 0)
    var taken = 0
    for now in 0...100_000 where bucket.take(rate, now: Int64(now)) { taken += 1 }
    #expect(taken == 3 + 500)
  }

  @Test("takes nothing away where the clock stands or goes back")
  func clockBack() {
    var bucket = TokenBucket(tokens: rate.burst, now: 1_000)
    bucket.spend(2)
    #expect(bucket.waitingTime(rate, now: 500) == 0)
    bucket.spend(1)
    #expect(bucket.waitingTime(rate, now: 500) == 200)
  }
}
