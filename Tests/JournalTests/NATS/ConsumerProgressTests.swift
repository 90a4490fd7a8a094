import Testing

@testable import JournalNATS

@Suite("What a consumer brings")
struct ConsumerProgressTests {
  @Test("is new where it goes on behind what was read, also where numbers are missing")
  func new() {
    var progress = ConsumerProgress(1)
    #expect(progress.take(8, delivered: 1, readThrough: 7) == .new)
    #expect(progress.take(12, delivered: 2, readThrough: 8) == .new)
    #expect(progress.hasAll(2) && !progress.hasAll(3))
  }

  @Test("is known where the consumer began with what its server has, and that was behind")
  func known() {
    var progress = ConsumerProgress(1)
    #expect(progress.take(5, delivered: 1, readThrough: 7) == .known)
    #expect(progress.take(7, delivered: 2, readThrough: 7) == .known)
    #expect(progress.take(8, delivered: 3, readThrough: 7) == .new)
  }

  @Test("is of no use where the consumer has counted one that did not come")
  func gap() {
    var progress = ConsumerProgress(1)
    #expect(progress.take(8, delivered: 2, readThrough: 7) == .broken)
    #expect(progress.take(8, delivered: 1, readThrough: 7) == .new)
    #expect(progress.take(10, delivered: 3, readThrough: 8) == .broken)
  }

  @Test("is of no use where it does not rise")
  func back() {
    var progress = ConsumerProgress(1)
    #expect(progress.take(5, delivered: 1, readThrough: 7) == .known)
    #expect(progress.take(5, delivered: 2, readThrough: 7) == .broken)
    #expect(progress.take(0, delivered: 2, readThrough: 7) == .broken)
  }
}
