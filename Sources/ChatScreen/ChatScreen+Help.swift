import ChatClient
import Invitation
import Reactor
import TLS
import Terminal

// The help, in place of the messages.
extension ChatScreen {
  /// Below this width, in columns, keys stand above what they do.
  private static let narrowestForBoth = 40

  mutating func toggleHelp() {
    confirmation = nil
    help = help == nil ? helpPane() : nil
  }

  /// Makes the help anew where the messages' part of the screen has another width than it was made for, and
  /// keeps one's place in it.
  mutating func fitHelp() {
    guard let old = help, old.size.columns != layout.pane.size.columns else { return }
    var new = helpPane()
    new.resize(to: layout.pane.size)
    if let top = old.topBlock { new.scroll(to: top) } else { new.scrollToBottom() }
    help = new
  }

  /// Takes a key where the help is looked at: whether it was for the help. One that is not ends it.
  mutating func pressForHelp(_ key: Key) -> Bool {
    guard help != nil else { return false }
    switch key {
    case .up: help?.scroll(by: -1)
    case .down: help?.scroll(by: 1)
    case .pageUp: help?.scrollPages(-1)
    case .pageDown: help?.scrollPages(1)
    case .home: help?.scrollToTop()
    case .end: help?.scrollToBottom()
    case .escape: help = nil
    default:
      help = nil
      return false
    }
    return true
  }

  /// Keys and what they do beside each other, or one below the other where that is too narrow, or the keys
  /// are too long.
  private func helpPane() -> MessagePane {
    let help = wording.help
    let keyColumns = help.flatMap(\.rows).map { TextWidth.columns($0.keys) }.max() ?? 0
    let columns = layout.pane.size.columns
    // More than half of the columns no row can be moved in.
    let indent = columns < Self.narrowestForBoth ? 4 : min(keyColumns + 4, columns / 2)
    var blocks: [MessagePane.Block] = []
    func add(_ paragraphs: [StyledText], indent: Int = 2) {
      blocks.append(MessagePane.Block(id: blocks.count, paragraphs, indent: indent, counts: false))
    }
    for section in help {
      add([heading(section.heading)])
      for row in section.rows {
        let keys = StyledText("  ") + StyledText(row.keys, Style(.cyan, .bold))
        let isBeside = keys.columns + 2 <= indent
        let gap = String(repeating: " ", count: indent - (isBeside ? keys.columns : 0))
        let meaning = StyledText(gap + row.meaning)
        add(isBeside ? [keys + meaning] : [keys, meaning], indent: indent)
      }
    }
    add([heading(wording.invitation)])
    for command in invitation { add([StyledText("  " + command, Style(.cyan, .bold))]) }
    for pin in invitationPins { add([StyledText("  " + wording.aloud(pin))]) }
    // One block, so that no row of it is taken for a paragraph of its own.
    let code = codeOfInvitation()
    if !code.isEmpty { add(code) }
    var pane = MessagePane(maximumBlocks: blocks.count)
    for block in blocks { pane.append(block) }
    pane.scrollToTop()
    return pane
  }

  private func heading(_ words: String) -> StyledText {
    StyledText(words, Style(.standard, [.bold, .underline]))
  }

  /// The servers that others can join: the one that we are at, and the others whose keys are known.
  var invitationServers: [Trust] {
    let present = dialogue.trust
    let others = dialogue.nodes.serving.filter { $0.address != present.address && !$0.pins.isEmpty }
    return [present] + others.prefix(ServerLink.maximumAddresses - 1)
  }

  /// The keys that others may meet there: also the one that a server will have next, since today's is soon
  /// none.
  var invitationPins: [PublicKeyPin] {
    var pins: [PublicKeyPin] = []
    for pin in invitationServers.flatMap(\.pins) where !pins.contains(pin) { pins.append(pin) }
    return pins
  }

  /// Whether a server is on this machine, so that its address is another for others.
  static func isHere(_ address: Address) -> Bool {
    address.host == "localhost" || IPAddress(parsing: address.host)?.isLoopback == true
  }

  /// What somebody else has to type, one way or the other.
  private var invitation: [String] {
    let places = invitationServers.map(\.address).map { address in
      Self.isHere(address) ? "\(wording.machinePlaceholder):\(address.port)" : "\(address)"
    }
    let command = ["papo"] + places + invitationPins.map { "--pin \($0)" }
    // A shell would have ideas about the question mark.
    return [command.joined(separator: " ")] + (link.map { ["papo '\($0)'"] } ?? [])
  }
}
