import Terminal
import Testing

@Suite("The upper end of the message pane")
struct MessagePaneHeadTests: PaneTests {
  private func seen(_ pane: MessagePane) -> [String] { pane.seen.map { "\($0.id) \($0.row)" } }

  @Test("has a line above a block, and above the mark of the same block")
  func head() {
    var pane = pane(5)
    pane.setHead(before: 1, label: "older")
    pane.scrollToTop()
    #expect(shown(pane) == ["────── older ───────", "m1", "m2"])
    pane.mark(before: 1, label: "new")
    pane.scrollToTop()
    #expect(shown(pane) == ["────── older ───────", "─────── new ────────", "m1"])
    pane.setHead(before: 2, label: "oldest")
    #expect(shown(pane) == ["─────── new ────────", "m1", "────── oldest ──────"])
    pane.setHead(before: nil, label: "")
    pane.mark(before: nil, label: "")
    #expect(shown(pane) == ["m1", "m2", "m3"])
  }

  @Test("says of what is seen where it begins")
  func places() {
    var pane = pane(5)
    #expect(pane.seen.isEmpty)
    pane.replace(block(2, "two has more than one row of words"))
    pane.setHead(before: 1, label: "older")
    pane.scrollToTop()
    #expect(seen(pane) == ["1 1", "2 2"])
    pane.scroll(by: 1)
    #expect(seen(pane) == ["1 0", "2 1"])
    pane.scroll(by: 2)
    #expect(seen(pane) == ["2 -1", "3 1", "4 2"])
  }

  @Test("goes to where a block was seen, though there is more above it now", arguments: 0..<4)
  func samePlace(scrolled: Int) throws {
    var pane = pane(8)
    pane.replace(block(2, "two has more than one row of words"))
    pane.setHead(before: 1, label: "older")
    pane.scrollToTop()
    pane.scroll(by: scrolled)
    let before = shown(pane)
    let place = try #require(pane.seen.first)
    var longer = self.pane(0)
    for id in -9...8 { longer.append(id == 2 ? block(2, "two has more than one row of words") : block(id)) }
    longer.scroll(to: place.id, atRow: place.row)
    let isHeadGone = before[0].contains("older")
    #expect(shown(longer) == (isHeadGone ? ["m0"] + before.dropFirst() : before))
    longer.scroll(to: -9, atRow: 2)
    #expect(shown(longer)[0] == "m-9")
    longer.scroll(to: 8, atRow: 0)
    #expect(longer.isAtBottom)
    longer.scroll(to: 99, atRow: 0)
    #expect(longer.isAtBottom)
  }

  @Test("is reached when its first row is seen")
  func reached() {
    var pane = pane(9)
    pane.setHead(before: 1, label: "older")
    #expect(!pane.reaches(1))
    pane.scrollToTop()
    #expect(pane.reaches(1) && pane.reaches(2) && !pane.reaches(99))
    pane.scroll(by: 1)
    #expect(!pane.reaches(1) && pane.reaches(2))
    // All there is has room in the window.
    #expect(self.pane(2).reaches(1))
  }

  @Test("goes up to a block, and what stays keeps its place")
  func removed() {
    var pane = pane(9)
    pane.scroll(to: 4)
    pane.removeAll(above: 3)
    #expect(pane.count == 7 && pane.contains(3) && !pane.contains(2))
    #expect(shown(pane) == ["m4", "m5", "m6"])
    pane.removeAll(above: 2)
    pane.removeAll(above: 3)
    #expect(pane.count == 7)
    pane.removeAll(above: 6)
    #expect(shown(pane) == ["m6", "m7", "m8"])
    pane.append(block(10))
    pane.scroll(to: 10)
    #expect(shown(pane) == ["m8", "m9", "m10"])
  }
}
