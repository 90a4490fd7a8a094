import Journal
import Testing

@testable import ChatServer

@Suite("The nodes that clients are told")
struct NodeListTests {
  private func node(_ address: String, _ keys: Int...) -> Node {
    Node(address: Sample.bytes(address), pins: keys.map { Sample.key($0) }, lease: 1_000)
  }

  private func list(_ writer: UInt64, _ own: Node, _ others: [UInt64: Node]) -> NodeList {
    NodeList(
      writer, own,
      alive: Dictionary(
        uniqueKeysWithValues: others.map { id, node in
          (id, NodeState(node: node, renewed: SequenceNumber(id), renewedAt: 0))
        }))
  }

  private func line(_ list: NodeList, slot: Int = 0) -> String {
    var bytes: [UInt8] = []
    list.append(for: Sample.connection(slot), to: &bytes)
    return Sample.text(bytes)
  }

  private func addresses(_ line: String) -> [String] {
    line.dropLast().split(separator: " ").dropFirst(3).map { String($0.prefix { $0 != "," }) }
  }

  @Test("have their addresses and keys, one's own node first, whether it is known to be alive or not")
  func words() {
    let own = node("a:1", 1)
    let line = line(list(5, own, [7: node("[::1]:7443", 2, 3)]))
    #expect(line == "= nodes a:1,\(Sample.key(1).pin) [::1]:7443,\(Sample.key(2).pin),\(Sample.key(3).pin)\n")
    #expect(self.line(list(5, own, [5: own])) == "= nodes a:1,\(Sample.key(1).pin)\n")
    #expect(list(5, own, [:]) == list(5, own, [5: own]))
  }

  @Test("begin behind one's own, and for each connection with another one")
  func order() {
    let others: [UInt64: Node] = [1: node("b:1", 1), 3: node("c:1", 1), 9: node("d:1", 1)]
    let list = list(5, node("a:1", 1), others)
    #expect(addresses(line(list)) == ["d:1", "b:1", "c:1"])
    #expect(addresses(line(list, slot: 1)) == ["b:1", "c:1", "d:1"])
    #expect(addresses(line(list, slot: 2)) == ["c:1", "d:1", "b:1"])
    #expect(addresses(line(list, slot: 3)) == ["d:1", "b:1", "c:1"])
  }

  @Test("are 16 at the most, in less than 4 KiB", arguments: [14, 15, 16, 63])
  func limit(_ count: Int) {
    let long = String(repeating: "x", count: Node.maximumAddressBytes - 3)
    var others: [UInt64: Node] = [:]
    for id in 1...count { others[UInt64(id)] = node("\(long)\(100 + id)", 1, 2) }
    let line = line(list(100, node(long + "000", 1, 2), others))
    #expect(addresses(line).count == min(count, NodeList.maximumNodes - 1))
    #expect(line.utf8.count < 4_096)
  }

  @Test("have an address once: one's own, and else that of whom it was heard last")
  func sameAddress() {
    let others: [UInt64: Node] = [1: node("a:1", 7), 2: node("b:1", 2), 3: node("b:1", 3)]
    let line = line(list(5, node("a:1", 1), others))
    #expect(line == "= nodes a:1,\(Sample.key(1).pin) b:1,\(Sample.key(3).pin)\n")
  }

  @Test(
    "have no address that could not stand on the wire", arguments: ["", "a b:1", "a:1,x", "a:1\n", "á:1"])
  func unsayable(_ address: String) {
    #expect(addresses(line(list(5, node("a:1", 1), [7: node(address, 1)]))).isEmpty)
  }
}
