import Terminal
import TestSupport
import Testing

@Suite("The message pane")
struct MessagePaneTests: PaneTests {
  @Test("shows the newest, and all where there is less than it has room for")
  func newest() {
    #expect(shown(pane(5)) == ["m3", "m4", "m5"])
    #expect(shown(pane(3)) == ["m1", "m2", "m3"])
    #expect(shown(pane(2)) == ["m1", "m2"])
    #expect(shown(pane(0)).isEmpty)
    #expect(pane(3).isAtBottom && pane(4).isAtBottom)
  }

  @Test("wraps blocks with their indent and cuts the one at the upper edge")
  func wraps() {
    var pane = pane(1)
    let text = StyledText("one two three four five six seven")
    pane.append(MessagePane.Block(id: 2, [text, "end"], indent: 2))
    #expect(shown(pane) == ["one two three four", "  five six seven", "end"])
    pane.resize(to: Size(columns: 10, rows: 3))
    #expect(shown(pane) == ["  five six", "  seven", "end"])
  }

  @Test("does not move what one reads while blocks come, change, go and surround it")
  func stays() {
    var pane = pane(10)
    pane.scroll(by: -3)
    #expect(shown(pane) == ["m5", "m6", "m7"])
    #expect(!pane.isAtBottom && pane.newBelow == 3)
    pane.append(block(11))
    pane.append(block(12, counts: false))
    pane.setTail([block(100), block(101)])
    pane.replace(block(2, "two\u{20}rows of text that wrap"))
    pane.mark(before: 3, label: "new")
    #expect(shown(pane) == ["m5", "m6", "m7"])
    #expect(pane.newBelow == 6)
    pane.replace(block(6, "six"))
    #expect(shown(pane) == ["m5", "six", "m7"])
    pane.scrollToBottom()
    #expect(shown(pane) == ["m12", "m100", "m101"])
    #expect(pane.isAtBottom && pane.newBelow == 0)
  }

  @Test("stays though the tail goes for a moment and what was in it comes back as a block")
  func tailSettles() {
    var pane = pane(5)
    pane.setTail([block(100)])
    pane.scroll(by: -1)
    #expect(shown(pane) == ["m3", "m4", "m5"])
    pane.setTail([])
    pane.append(block(6))
    #expect(shown(pane) == ["m3", "m4", "m5"])
    #expect(!pane.isAtBottom && pane.newBelow == 1)
  }

  @Test("stays at a block of the tail, also when that becomes one of the others")
  func windowInTail() {
    var pane = pane(2)
    pane.setTail((100..<110).map { block($0) })
    pane.scroll(by: -2)
    #expect(shown(pane) == ["m105", "m106", "m107"])
    pane.append(block(3))
    #expect(shown(pane) == ["m105", "m106", "m107"])
    pane.setTail((103..<112).map { block($0) })
    #expect(shown(pane) == ["m105", "m106", "m107"])
    pane.append(block(105))
    pane.setTail((106..<112).map { block($0) })
    #expect(shown(pane) == ["m105", "m106", "m107"])
  }

  @Test("scrolls by rows and pages as far as there is something, and follows again at the end")
  func scrolls() {
    var pane = pane(10)
    pane.scroll(by: 1)
    #expect(pane.isAtBottom)
    pane.scroll(by: -1)
    #expect(shown(pane) == ["m7", "m8", "m9"])
    pane.scroll(by: 1)
    #expect(pane.isAtBottom)
    pane.scrollPages(-1)
    #expect(shown(pane) == ["m6", "m7", "m8"])
    pane.scrollPages(-99)
    #expect(shown(pane) == ["m1", "m2", "m3"])
    #expect(pane.topBlock == 1 && pane.newBelow == 7)
    pane.scrollPages(1)
    #expect(shown(pane) == ["m3", "m4", "m5"])
    pane.scrollToTop()
    #expect(pane.topBlock == 1)
    pane.scroll(by: .max)
    #expect(pane.isAtBottom)
    pane.scroll(by: .min)
    #expect(pane.topBlock == 1)
    pane.scrollPages(.max)
    #expect(pane.isAtBottom)
    pane.scrollPages(.min)
    #expect(pane.topBlock == 1)
  }

  @Test("does not scroll where everything is seen")
  func short() {
    var pane = pane(2)
    pane.scroll(by: -1)
    #expect(pane.isAtBottom)
    pane.scrollToTop()
    #expect(pane.isAtBottom)
    pane.append(block(3))
    pane.append(block(4))
    #expect(shown(pane) == ["m2", "m3", "m4"])
  }

  @Test("keeps the top block through any size, also one without a cell")
  func resizes() {
    var pane = pane(20)
    pane.replace(block(9, "nine has many words that wrap in narrow windows"))
    pane.scroll(by: -9)
    #expect(shown(pane)[0] == "windows")
    pane.scroll(by: 1)
    #expect(shown(pane)[0] == "m10")
    for size in [(1, 1), (0, 0), (0, 5), (5, 0), (3, 2), (200, 4), (20, 3)] {
      pane.resize(to: Size(columns: size.0, rows: size.1))
      let rows = shown(pane)
      #expect(rows.count <= size.1)
      #expect(!pane.isAtBottom)
    }
    #expect(shown(pane) == ["m10", "m11", "m12"])
    pane.scrollToBottom()
    pane.resize(to: Size(columns: 0, rows: 0))
    #expect(shown(pane).isEmpty)
    pane.scroll(by: -1)
    pane.append(block(21))
    pane.resize(to: Size(columns: 20, rows: 2))
    #expect(shown(pane) == ["m20", "m21"])
  }

  @Test("marks where something begins, with a line over the whole width")
  func marks() {
    var pane = pane(4, rows: 5)
    pane.mark(before: 3, label: StyledText("new", Style(.red)))
    #expect(shown(pane) == ["m1", "m2", "─────── new ────────", "m3", "m4"])
    pane.resize(to: Size(columns: 6, rows: 5))
    #expect(shown(pane)[2] == "new")
    pane.resize(to: Size(columns: 2, rows: 5))
    #expect(shown(pane)[2] == "ne")
    pane.mark(before: 99, label: "new")
    #expect(shown(pane) == ["m1", "m2", "m3", "m4"])
    pane.mark(before: nil, label: "new")
    #expect(shown(pane) == ["m1", "m2", "m3", "m4"])
  }

  @Test("does not move what one reads when a mark comes or goes at the upper edge")
  func markAtTop() {
    var pane = pane(10)
    pane.scroll(by: -3)
    pane.mark(before: 5, label: "new")
    #expect(shown(pane) == ["m5", "m6", "m7"])
    pane.mark(before: 5, label: "still new")
    #expect(shown(pane) == ["m5", "m6", "m7"])
    pane.mark(before: nil, label: "")
    #expect(shown(pane) == ["m5", "m6", "m7"])
  }

  @Test("keeps as many blocks as it may, and a quarter more until it drops the oldest")
  func drops() {
    var pane = pane(10, maximum: 8)
    #expect(pane.count == 10)
    pane.scrollToTop()
    #expect(shown(pane)[0] == "m1")
    pane.append(block(11))
    #expect(pane.count == 8)
    #expect(shown(pane) == ["m4", "m5", "m6"])
    pane.replace(block(1, "gone"))
    pane.replace(block(4, "four"))
    #expect(shown(pane) == ["four", "m5", "m6"])
  }

  @Test("keeps as many bytes as it may, drops a quarter beyond that, and never the newest block")
  func bytes() {
    var pane = MessagePane(maximumBlocks: 100, maximumBytes: 40)
    for id in 0..<4 { pane.append(block(id, String(repeating: "a", count: 10))) }
    #expect(pane.count == 4)
    pane.replace(block(3, String(repeating: "a", count: 9)))
    pane.append(block(4, "b"))
    #expect(pane.count == 5)
    pane.append(block(5, "c"))
    #expect(pane.count == 4)
    pane.append(block(6, String(repeating: "d", count: 41)))
    #expect(pane.count == 1)
    pane.append(block(7, "e"))
    #expect(pane.count == 1)
  }

  @Test("knows the tag of what is seen at a place")
  func tags() {
    var pane = pane(4)
    pane.append(MessagePane.Block(id: 5, [StyledText("ana", tag: "@ana") + ": hello"]))
    for (column, row, tag) in [(2, 2, "@ana"), (3, 2, nil), (0, 3, nil), (-1, -1, nil)]
      as [(Int, Int, String?)]
    {
      let found = pane.tag(at: Point(column: column, row: row))
      #expect(found == tag)
    }
  }

  @Test("is empty after everything was taken away")
  func removes() {
    var pane = pane(9)
    pane.setTail([block(100)])
    pane.scroll(by: -1)
    pane.removeAll()
    #expect(shown(pane).isEmpty && pane.isAtBottom && pane.newBelow == 0)
    pane.append(block(1))
    #expect(shown(pane) == ["m1"])
  }

  @Test("takes 100,000 blocks without wrapping them")
  func many() {
    var pane = MessagePane(maximumBlocks: 2_000)
    pane.resize(to: Size(columns: 80, rows: 20))
    for id in 0..<100_000 { pane.append(block(id, "some words")) }
    #expect(pane.count <= 2_500)
    #expect(shown(pane).count == 20)
  }
}
