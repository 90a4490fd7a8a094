import Terminal
import TestSupport
import Testing

@Suite("Any use of the message pane")
struct MessagePaneAnythingTests {
  private typealias Block = MessagePane.Block

  private var random = SeededRandom(seed: 4)
  private var nextID = 0

  @Test("shows the end of all rows while it follows, else what it showed before")
  mutating func anything() {
    for _ in 0..<30 {
      var pane = MessagePane(maximumBlocks: 1_000)
      var all: [Block] = []
      var tail: [Block] = []
      for _ in 0..<50 {
        let before = pane.isAtBottom ? nil : pane.rows().first
        var mayMove = false
        switch Int.random(in: 0..<9, using: &random) {
        case 0...2:
          all.append(block())
          pane.append(all[all.count - 1])
        case 3:
          guard let block = (all + tail).randomElement(using: &random) else { continue }
          pane.scroll(to: block.id)
          mayMove = true
        case 4:
          tail = (0..<Int.random(in: 0...3, using: &random)).map { _ in block() }
          pane.setTail(tail)
          mayMove = true
        case 5:
          guard let index = all.indices.randomElement(using: &random) else { continue }
          all[index].paragraphs = block().paragraphs
          pane.replace(all[index])
          mayMove = true
        case 6:
          pane.resize(
            to: Size(columns: .random(in: 0...12, using: &random), rows: .random(in: 0...6, using: &random)))
          mayMove = true
        case 7:
          pane.scroll(by: .random(in: -9...5, using: &random))
          mayMove = true
        default:
          pane.scrollPages(.random(in: -2...1, using: &random))
          mayMove = true
        }
        check(&pane, all + tail, topBefore: mayMove ? nil : before)
      }
    }
  }

  private mutating func block() -> Block {
    nextID += 1
    let paragraphs = (0..<Int.random(in: 0...2, using: &random)).map { _ in
      StyledText(RandomText.make(maximum: 20, using: &random))
    }
    return Block(id: nextID, paragraphs, indent: .random(in: 0...3, using: &random))
  }

  private func check(_ pane: inout MessagePane, _ blocks: [Block], topBefore: StyledText?) {
    let rows = pane.rows()
    let size = pane.size
    guard size.rows > 0, size.columns > 0 else {
      #expect(rows.isEmpty)
      return
    }
    #expect(rows.allSatisfy { $0.columns <= size.columns })
    let wrapped = blocks.map { block in
      block.paragraphs.flatMap { LineBreaker.wrap($0, columns: size.columns, indent: block.indent) }
    }
    let all = wrapped.flatMap(\.self)
    if pane.isAtBottom {
      #expect(rows == all.suffix(size.rows))
      #expect(pane.newBelow == 0)
      #expect(pane.topBlock == nil)
    } else {
      #expect(rows.count == size.rows)
      #expect(all.indices.contains { all[$0...].starts(with: rows) && $0 + rows.count < all.count })
      let top = blocks.firstIndex { $0.id == pane.topBlock }
      #expect(top.map { wrapped[$0].contains(rows[0]) } == true)
      if let topBefore { #expect(rows.first == topBefore) }
    }
  }
}
