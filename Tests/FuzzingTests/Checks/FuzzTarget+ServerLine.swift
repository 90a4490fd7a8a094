import ChatClient
import Wire

extension FuzzTarget {
  /// A line of a server, which means the same when it is written once more.
  static let serverLine = FuzzTarget("server-line") { bytes in
    let parsed = ServerLine.parse(bytes)
    if case .setting("nodes", let value) = parsed, let told = ToldNodes(parsing: value) { try check(told) }
    try hold(parsed.sequence ?? 0 <= UInt64(Int64.max), "a sequence number that no journal keeps")
    guard var line = rendered(parsed) else { return }
    try hold(line.popLast() == UInt8(ascii: "\n"), "a line without its end")
    try hold(ServerLine.parse(line) == parsed, "\(ServerLine.parse(line)) in place of \(parsed)")
  }

  /// What is told of a room's servers is little, and means the same when it is told once more.
  private static func check(_ told: ToldNodes) throws {
    let nodes = [told.teller].compactMap(\.self) + told.others
    try hold(1...ToldNodes.maximumCount ~= nodes.count, "\(nodes.count) servers")
    try hold(Set(nodes.map(\.address)).count == nodes.count, "a server twice")
    for node in nodes {
      try hold(1...2 ~= node.pins.count && Set(node.pins).count == node.pins.count, "keys: \(node.pins)")
      try hold(!Obeyed.isIn(node.description), "a server that a terminal obeys")
    }
    // Some letters take more bytes in lower case.
    guard !nodes.contains(where: { "\($0.address)".utf8.count > ToldNode.maximumAddressBytes }) else {
      return
    }
    let line = ([told.teller?.description ?? "-"] + told.others.map(\.description)).joined(separator: " ")
    try hold(ToldNodes(parsing: line) == told, "\(line) is read otherwise")
  }

  /// The line as our server writes it; nil where it would not.
  private static func rendered(_ line: ServerLine) -> [UInt8]? {
    var output: [UInt8] = []
    switch line {
    case .accepted(let number, let sequence):
      NumberedRenderer.appendAccepted(number, sequence: sequence, to: &output)
    case .refused(let number, let code, let words):
      guard let refusal = Refusal(rawValue: code) else { return nil }
      NumberedRenderer.appendRefused(number, refusal, words, to: &output)
    case .said(let sequence, let time, let from, let text, let isOld):
      NumberedRenderer.appendPublic(
        sequence: sequence, milliseconds: time, from: Array(from.utf8), text: Array(text.utf8), old: isOld,
        to: &output)
    case .whispered(let sequence, let time, let from, let to, let text, let isOld):
      NumberedRenderer.appendPrivate(
        sequence: sequence, milliseconds: time, from: Array(from.utf8), addressee: Array(to.utf8),
        text: Array(text.utf8), old: isOld, to: &output)
    case .joined(let sequence, let time, let name, let isOld):
      NumberedRenderer.appendJoined(
        sequence: sequence, milliseconds: time, name: Array(name.utf8), old: isOld, to: &output)
    case .left(let sequence, let time, let name, let reason, let isOld):
      guard let reason else { return nil }
      NumberedRenderer.appendLeft(
        sequence: sequence, milliseconds: time, name: Array(name.utf8), reason: reason, old: isOld,
        to: &output)
    case .announced(let sequence, let time, let announcement, let isOld):
      guard !isOld else { return nil }
      return rendered(announcement, sequence, time)
    case .setting(let key, let value): NumberedRenderer.appendSetting(key, value, to: &output)
    case .ping: NumberedRenderer.appendPing(to: &output)
    case .unknown: return nil
    }
    return output
  }

  private static func rendered(
    _ announcement: Announcement, _ sequence: UInt64, _ time: Int64
  ) -> [UInt8]? {
    var output: [UInt8] = []
    switch announcement {
    case .kicked(let name, let by, let minutes):
      guard let minutes = UInt32(exactly: minutes) else { return nil }
      NumberedRenderer.appendKicked(
        sequence: sequence, milliseconds: time, name: Array(name.utf8), by: Array(by.utf8), minutes: minutes,
        to: &output)
    case .banned(let subject, let by):
      NumberedRenderer.appendBanned(
        sequence: sequence, milliseconds: time, subject: Array(subject.utf8), by: Array(by.utf8), to: &output)
    case .pardoned(let subject, let by):
      NumberedRenderer.appendPardoned(
        sequence: sequence, milliseconds: time, subject: Array(subject.utf8), by: Array(by.utf8), to: &output)
    }
    return output
  }
}
