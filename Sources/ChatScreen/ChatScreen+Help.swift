import ChatClient
import Reactor
import Terminal

// The help, in place of the messages.
extension ChatScreen {
  mutating func toggleHelp() {
    confirmation = nil
    help = help == nil ? helpPane() : nil
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

  /// Keys and what they do beside each other, or one below the other where that is too narrow.
  private func helpPane() -> MessagePane {
    let help = wording.help
    let keyColumns = help.flatMap(\.rows).map { TextWidth.columns($0.keys) }.max() ?? 0
    let isNarrow = layout.pane.size.columns < 2 * keyColumns
    let indent = isNarrow ? 4 : keyColumns + 4
    var blocks: [[StyledText]] = []
    for section in help {
      blocks.append([heading(section.heading)])
      blocks += section.rows.map { row in
        let keys = StyledText("  ") + StyledText(row.keys, Style(.cyan, .bold))
        let gap = String(repeating: " ", count: indent - (isNarrow ? 0 : keys.columns))
        let meaning = StyledText(gap + row.meaning)
        return isNarrow ? [keys, meaning] : [keys + meaning]
      }
    }
    blocks.append([heading(wording.invitation)])
    blocks += invitation.map { [StyledText("  " + $0, Style(.cyan, .bold))] }
    if let pin = dialogue.trust.pins.first { blocks.append([StyledText("  " + wording.aloud(pin))]) }
    // One block, so that no row of it is taken for a paragraph of its own.
    let code = codeOfInvitation()
    if !code.isEmpty { blocks.append(code) }
    var pane = MessagePane(maximumBlocks: blocks.count)
    for (index, paragraphs) in blocks.enumerated() {
      pane.append(MessagePane.Block(id: index, paragraphs, indent: indent, counts: false))
    }
    pane.scrollToTop()
    return pane
  }

  private func heading(_ words: String) -> StyledText {
    StyledText(words, Style(.standard, [.bold, .underline]))
  }

  /// Whether the server is on this machine, so that its address is another for others.
  var isServerHere: Bool {
    let host = dialogue.trust.address.host
    return host == "localhost" || IPAddress(parsing: host)?.isLoopback == true
  }

  /// What somebody else has to type, one way or the other.
  private var invitation: [String] {
    let address = dialogue.trust.address
    let place = isServerHere ? "\(wording.machinePlaceholder):\(address.port)" : "\(address)"
    let pin = dialogue.trust.pins.first.map { " --pin \($0)" } ?? ""
    // A shell would have ideas about the question mark.
    return ["papo \(place)\(pin)"] + (link.map { ["papo '\($0)'"] } ?? [])
  }
}
