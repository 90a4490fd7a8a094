import Journal

/// The servers of the room, each a node, and through which of them people are here.
///
/// A node tells of itself and renews its lease with the same entry; another one can end it once the lease has
/// run out. Its people are ended by entries of their own.
extension Roster {
  /// Nodes that are alive at once at the most. Where there are so many, those go first whose lease has run
  /// out; more are refused.
  package static let nodeLimit = 64

  /// Through which node the session is here: 0 in a journal of one process, or where an older snapshot did
  /// not say it; nil where it is not here.
  package func node(of session: SessionID) -> UInt64? {
    guard let member = members[session], member.presence == .here else { return nil }
    return member.node
  }

  /// Whether somebody is here through a node that is not alive; nobody is where no node tells of itself, as
  /// in a journal of one process. It takes as many steps as there are nodes.
  package var hasStranded: Bool { !nodes.isEmpty && hereCounts.keys.contains { nodes[$0] == nil } }

  /// Those who are here through nodes that are not alive, in the order of entering: the first `limit`.
  package func stranded(limit: Int) -> [SessionID] {
    guard hasStranded else { return [] }
    return Array(
      entered.lazy.filter { session, at in
        guard let member = members[session], member.entered == at else { return false }
        return member.presence == .here && nodes[member.node] == nil
      }.prefix(limit).map(\.session))
  }

  /// Whether that node's connections can be counted on at that time, in milliseconds since 1970: it is alive,
  /// and its lease has not run out. Always where no node tells of itself: in a journal of one process.
  func isReachable(_ node: UInt64, at milliseconds: Int64) -> Bool {
    nodes.isEmpty || nodes[node].map { !$0.hasRunOut(at: milliseconds) } ?? false
  }

  /// Whether the writer may say that somebody who is here is so no more: the node itself, and everybody of a
  /// node that is not alive. A node that has not yet read that the session has gone to another one cannot end
  /// it there.
  func mayEnd(_ member: Member, _ writer: UInt64) -> Bool {
    member.presence != .here || member.node == writer || nodes[member.node] == nil
  }

  /// A node tells of itself.
  mutating func serve(_ node: Node, _ entry: Entry) -> Verdict {
    guard entry.session == .server, entry.writer != 0, node.isWithinLimits else { return .overtaken }
    if nodes[entry.writer] == nil, nodes.count >= Self.nodeLimit {
      nodes = nodes.filter { !$0.value.hasRunOut(at: entry.milliseconds) }
      guard nodes.count < Self.nodeLimit else { return .tooManyNodes }
    }
    nodes[entry.writer] = NodeState(node: node, renewed: entry.sequence, renewedAt: entry.milliseconds)
    return .counts
  }

  /// A node ends, or another one says that its lease has run out.
  mutating func end(node: UInt64, _ since: SequenceNumber?, _ entry: Entry) -> Verdict {
    guard entry.session == .server, let state = nodes[node] else { return .overtaken }
    if let since {
      guard since == state.renewed, state.hasRunOut(at: entry.milliseconds) else { return .overtaken }
    } else {
      guard entry.writer == node else { return .overtaken }
    }
    nodes[node] = nil
    return .counts
  }

  /// Somebody is here through that node from now on.
  mutating func countIn(_ node: UInt64) { hereCounts[node, default: 0] += 1 }

  /// Somebody is here no more, or through another node.
  mutating func countOut(_ node: UInt64) {
    let count = hereCounts[node] ?? 0
    hereCounts[node] = count > 1 ? count - 1 : nil
  }
}
