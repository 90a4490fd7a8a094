/// The servers of a room that lies on several, as one of them tells: the value of `= nodes`.
package struct ToldNodes: Sendable, Equatable {
  /// The most that are heeded, the teller among them (protocol.md).
  package static let maximumCount = 16

  /// Who tells, as it calls itself; nil where that cannot be read. What it says of its own keys, the
  /// connection knows better.
  package let teller: ToldNode?

  /// The others, each address once, in the teller's order.
  package let others: [ToldNode]

  /// Reads words with blanks between them, and passes over those that tell of no server; nil where none does.
  /// The first word is the teller's.
  package init?(parsing value: String) {
    let words = value.split(separator: " ", maxSplits: Self.maximumCount).prefix(Self.maximumCount)
    teller = words.first.flatMap(ToldNode.init(parsing:))
    var others: [ToldNode] = []
    for node in words.dropFirst().compactMap(ToldNode.init(parsing:))
    where node.address != teller?.address && !others.contains(where: { $0.address == node.address }) {
      others.append(node)
    }
    self.others = others
    if teller == nil && others.isEmpty { return nil }
  }
}
