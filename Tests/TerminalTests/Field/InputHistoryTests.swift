import Terminal
import Testing

@Suite("The history of the input field")
final class InputHistoryTests {
  private var history = InputHistory()

  private func previous(_ draft: String = "") -> String? { history.previous(from: draft) }

  private func next() -> String? { history.next() }

  @Test("goes back to the oldest and forth to the draft")
  func backAndForth() {
    for text in ["a", "b", "c"] { history.add(text) }
    #expect(next() == nil)
    #expect(previous("draft") == "c")
    #expect(previous("c!") == "b")
    #expect(previous("b") == "a")
    #expect(previous("a") == nil)
    #expect(next() == "b")
    #expect(next() == "c")
    #expect(next() == "draft")
    #expect(next() == nil)
    #expect(previous("other") == "c")
  }

  @Test("keeps no empty text and none twice in a row")
  func neighbours() {
    for text in ["a", "", "b", "b", "a"] { history.add(text) }
    #expect(previous() == "a")
    #expect(previous() == "b")
    #expect(previous() == "a")
    #expect(previous() == nil)
    history.add("c")
    #expect(previous() == "c")
  }

  @Test("is empty at first")
  func empty() {
    #expect(previous("x") == nil)
    #expect(next() == nil)
  }

  @Test("keeps so many texts and bytes")
  func limits() {
    for number in 0..<InputHistory.maximum + 1 { history.add("\(number)") }
    var oldest: String?
    var count = 0
    while let text = previous() {
      oldest = text
      count += 1
    }
    #expect(count == InputHistory.maximum && oldest == "1")
    let half = InputHistory.maximumBytes / 2
    history.add(String(repeating: "a", count: half))
    history.add(String(repeating: "b", count: half))
    #expect(previous()?.first == "b")
    #expect(previous()?.first == "a")
    #expect(previous() == nil)
    history.add("c")
    #expect(previous() == "c")
    #expect(previous()?.first == "b")
    #expect(previous() == nil)
    history.add(String(repeating: "d", count: InputHistory.maximumBytes + 1))
    #expect(previous()?.first == "d")
    #expect(previous() == nil)
  }
}
