import ChatClient
import Wire

// A dialogue as a test speaks with it.
extension Dialogue {
  /// A dialogue with one server.
  package init(
    _ input: Input, trust: Trust, wording: Wording, hasName: Bool, friends: Friends? = nil
  ) {
    self.init(input, nodes: Nodes([trust]), wording: wording, hasName: hasName, friends: friends)
  }

  /// Types lines.
  package mutating func type(_ lines: String...) {
    for line in lines { take(.line(Array(line.utf8))) }
  }

  /// What standard output was told since the last call.
  package mutating func shown() -> [String] {
    let wording = transcript.wording
    return takeOutput().flatMap(wording.lines)
  }

  /// What the link was told since the last call, as words.
  package mutating func done() -> [String] {
    takeCommands().map {
      switch $0 {
      case .say(let line): "say " + String(decoding: line.typed, as: UTF8.self)
      case .name(let name): "name \(name)"
      case .trust(let nodes): "trust " + nodes.map(Self.words(of:)).joined(separator: ", ")
      case .passOver(let address, let pin): "passOver \(address) \(pin)"
      case .older: "older"
      case .leaveWhenAnswered: "leaveWhenAnswered"
      case .leaveNow: "leaveNow"
      case .stop(let end): "stop \(end)"
      }
    }
  }

  /// The keys of a server, with its address where that is not the default one.
  private static func words(of node: LinkNode) -> String {
    let pins = node.pins.map(\.description).joined(separator: ";")
    return node.address == .local ? pins : "\(node.address) \(pins)"
  }
}
