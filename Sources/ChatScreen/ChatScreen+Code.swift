import ChatClient
import Invitation
import TLS
import Terminal

// QR codes, where there is room for them.
extension ChatScreen {
  /// Rows beside the code that the key and the question about it take in a terminal of 80 columns.
  private static let rowsOfQuestion = 12

  /// The key that a server never met has shown, for comparing. No link: nobody is to join with it before it
  /// is known to be the right one.
  func codeInQuestion() -> [StyledText] {
    guard confirmation == nil, case .trust(let pin) = dialogue.question else { return [] }
    return code("\(pin)", beside: Self.rowsOfQuestion)
  }

  /// What others can join with, if it says the same to them as to us; of several servers the one that we are
  /// at, where there is no room for all.
  func codeOfInvitation() -> [StyledText] {
    let trust = dialogue.trust
    let one = link.map { _ in ServerLink(address: "\(trust.address)", pins: trust.pins) }
    return [link, one].lazy.compactMap(\.self).map { code("\($0)", beside: 0) }.first { !$0.isEmpty } ?? []
  }

  /// The link that others can join with; nil where a server of it is on this machine, whose address is
  /// another for them.
  var link: ServerLink? {
    let addresses = invitationServers.map(\.address)
    guard !addresses.contains(where: Self.isHere) else { return nil }
    return ServerLink(addresses: addresses.map(\.description), pins: invitationPins)
  }

  /// A row each; nothing where the messages' part of the screen has no room for it and so many rows more.
  private func code(_ text: String, beside rows: Int) -> [StyledText] {
    let room = layout.pane.size
    guard let code = QRCode(text), code.columns <= room.columns, code.rows.count + rows <= room.rows else {
      return []
    }
    return code.rows.map { StyledText($0, Style(.whiteOnBlack)) }
  }
}
