import Journal
import Wire

/// The nodes of which clients are told: this one first, then the others, each with its address and keys.
struct NodeList: Equatable {
  /// Nodes that are told at the most, this one among them.
  static let maximumNodes = 16

  private let own: [UInt8]
  private let others: [[UInt8]]

  /// - Parameter alive: the nodes of the roster, this one among them or not.
  init(_ writer: UInt64, _ node: Node, alive: [UInt64: NodeState]) {
    own = Self.word(node)
    // A server that was started anew is told of once, as what it is now.
    var addresses: Set<[UInt8]> = [node.address]
    let newest = alive.filter { $0.key != writer }.sorted { $0.value.renewed > $1.value.renewed }
      .filter { Self.isSayable($0.value.node.address) && addresses.insert($0.value.node.address).inserted }
    // Each node begins behind itself, so that none is the first of all the others' clients to be gone to.
    let inOrder = newest.sorted { ($0.key < writer ? 1 : 0, $0.key) < ($1.key < writer ? 1 : 0, $1.key) }
    others = inOrder.prefix(Self.maximumNodes - 1).map { Self.word($0.value.node) }
  }

  /// Says them to one of the clients: of those to whom this node is lost, not all are to go to the same one,
  /// so each has the others from another one on.
  func append(for connection: ConnectionID, to bytes: inout [UInt8]) {
    let start = others.isEmpty ? 0 : connection.slot % others.count
    NumberedRenderer.appendNodes([own] + others[start...] + others[..<start], to: &bytes)
  }

  private static func word(_ node: Node) -> [UInt8] {
    var word = node.address
    for pin in node.pins {
      word.append(UInt8(ascii: ","))
      word.append(contentsOf: pin.pin.utf8)
    }
    return word
  }

  /// Whether the address, which another node has given, can stand on the wire: visible ASCII without a comma.
  private static func isSayable(_ address: [UInt8]) -> Bool {
    (1...Node.maximumAddressBytes).contains(address.count)
      && address.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") }
  }
}
