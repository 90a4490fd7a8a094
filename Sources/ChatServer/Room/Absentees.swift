import Journal
import Reactor

/// Which sessions have no connection, and from which address their last one came, as `AddressBlocks` counts;
/// of those that were without one when the server was started, that is not known. Owned by the journal
/// thread.
struct Absentees {
  private var blocks: [SessionID: IPAddress?] = [:]
  /// Oldest first.
  private var sessions: [IPAddress: [SessionID]] = [:]

  /// How many there are.
  var count: Int { blocks.count }

  /// The session has lost its connection, which came from there.
  mutating func note(_ session: SessionID, from block: IPAddress?) {
    forget(session)
    blocks[session] = .some(block)
    if let block { sessions[block, default: []].append(session) }
  }

  /// The session has a connection again, or is over.
  mutating func forget(_ session: SessionID) {
    guard let known = blocks.removeValue(forKey: session), let block = known else { return }
    sessions[block]?.removeAll { $0 == session }
    if sessions[block]?.isEmpty == true { sessions[block] = nil }
  }

  /// The one from that address that has been without a connection for longest, where there are more than
  /// `limit` of them.
  func oldest(from block: IPAddress, beyond limit: Int) -> SessionID? {
    guard let all = sessions[block], all.count > limit else { return nil }
    return all.first
  }
}
