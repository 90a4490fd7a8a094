import Terminal
import TestSupport
import Testing

@Suite("One's place in the message pane")
struct MessagePanePlaceTests: PaneTests {
  @Test("knows the block at its upper edge while it does not follow, and goes to any block")
  func topBlock() {
    var pane = pane(10)
    pane.setTail([block(100), block(101)])
    #expect(pane.topBlock == nil)
    for id in [1, 5, 9] {
      pane.scroll(to: id)
      #expect(shown(pane)[0] == "m\(id)" && pane.topBlock == id)
    }
    pane.scroll(to: 11)
    #expect(pane.topBlock == 9)
    for id in [10, 100, 101] {
      pane.scroll(to: 9)
      pane.scroll(to: id)
      #expect(pane.isAtBottom && pane.topBlock == nil)
    }
    pane.setTail((100..<110).map { block($0) })
    pane.scroll(to: 102)
    #expect(shown(pane) == ["m102", "m103", "m104"] && pane.topBlock == 102)
    pane.removeAll()
    pane.scroll(to: 1)
    #expect(pane.topBlock == nil)
  }

  @Test("goes to the first row of a block, below its mark")
  func firstRow() {
    var pane = pane(10)
    pane.replace(block(4, "four has more than one row of words"))
    pane.mark(before: 4, label: "new")
    pane.scroll(to: 4)
    #expect(shown(pane) == ["four has more than", "one row of words", "m5"])
    pane.scroll(by: 1)
    #expect(pane.topBlock == 4)
    pane.scroll(by: -2)
    #expect(shown(pane)[0].contains("new") && pane.topBlock == 4)
    pane.scroll(by: -1)
    #expect(pane.topBlock == 3)
  }

  @Test("keeps one's place though all blocks are made anew")
  func madeAnew() {
    var pane = pane(20)
    pane.scroll(to: 7)
    let place = pane.topBlock
    pane.removeAll()
    for id in 5..<25 { pane.append(block(id, "new m\(id)")) }
    if let place { pane.scroll(to: place) }
    #expect(shown(pane) == ["new m7", "new m8", "new m9"])
  }

  @Test("goes to a block while it has no cell, and shows it when it has some")
  func shut() {
    var pane = pane(10)
    pane.resize(to: Size(columns: 0, rows: 0))
    pane.scroll(to: 4)
    #expect(pane.topBlock == 4)
    pane.resize(to: Size(columns: 20, rows: 2))
    #expect(shown(pane) == ["m4", "m5"])
  }
}
