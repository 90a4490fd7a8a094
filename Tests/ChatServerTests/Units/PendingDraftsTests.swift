import Journal
import TestSupport
import Testing

@testable import ChatServer

@Suite("Drafts without an answer")
struct PendingDraftsTests {
  private func append(_ count: Int, to pending: inout PendingDrafts) {
    for _ in 0..<count {
      let draft = Draft(id: pending.nextID, session: .server, number: 0, event: .returned)
      pending.append(JournalThread.Pending(draft: draft, attachment: nil))
    }
  }

  @Test("are found by their ids, each once, in whatever order the answers come")
  func anyOrder() {
    var random = SeededRandom(seed: 7)
    var pending = PendingDrafts()
    var waiting: [UInt64] = []
    for _ in 0..<200 {
      let first = pending.nextID
      append(20, to: &pending)
      waiting += first..<pending.nextID
      waiting.shuffle(using: &random)
      for id in waiting.suffix(Int.random(in: 0...waiting.count, using: &random)) {
        #expect(pending.remove(id)?.draft.id == id)
        #expect(pending.remove(id) == nil)
        waiting.removeLast()
      }
      #expect(pending.count == waiting.count)
      #expect(pending.isEmpty == waiting.isEmpty)
    }
    #expect(pending.removeAll().map(\.draft.id) == waiting.sorted())
  }

  @Test("are not there before they were put in, nor after all were taken out")
  func unknown() {
    var pending = PendingDrafts()
    #expect(pending.remove(0) == nil)
    #expect(pending.remove(1) == nil)
    append(3, to: &pending)
    #expect(pending.remove(4) == nil)
    #expect(pending.removeAll().map(\.draft.id) == [1, 2, 3])
    #expect(pending.isEmpty)
    #expect(pending.remove(2) == nil)
    #expect(pending.nextID == 4)
  }

  @Test("are all answered up to one when the last of them is")
  func answered() {
    var pending = PendingDrafts()
    #expect(pending.isAnswered(through: 0) && !pending.isAnswered(through: 1))
    append(3, to: &pending)
    _ = pending.remove(2)
    #expect(!pending.isAnswered(through: 2))
    _ = pending.remove(1)
    #expect(pending.isAnswered(through: 2) && !pending.isAnswered(through: 3))
    _ = pending.remove(3)
    #expect(pending.isAnswered(through: 3) && !pending.isAnswered(through: 4))
  }

  @Test("go on for long with one that is never answered, and take no room once it is")
  func oneStays() {
    var pending = PendingDrafts()
    append(1, to: &pending)
    for id in 2...10_000 as ClosedRange<UInt64> {
      append(1, to: &pending)
      #expect(pending.remove(id)?.draft.id == id)
    }
    #expect(pending.count == 1)
    #expect(pending.remove(1)?.draft.id == 1)
    #expect(pending.isEmpty)
  }
}
