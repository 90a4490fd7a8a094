import Journal

/// When this node renews its lease, whether it still has it, whose of the others has run out, and which of
/// several nodes does what any of them could do.
///
/// A value: told what is folded, and the time, in milliseconds of a clock that never goes back. Another's
/// lease counts from when its renewal was folded here. That none has come since is believed only where a
/// renewal of our own, submitted after the lease ran out, has come back: then all that was committed before
/// it is folded. Our own lease counts from when the renewal was submitted, so it is over here before it is
/// for anybody else. Owned by the journal thread.
struct Leases {
  /// Of several nodes that could do the same, each waits so long for every one before it, in milliseconds.
  static let turn: Int64 = 1_000
  /// From one renewal to the next at the least, in milliseconds, however many are waited for.
  static let pause: Int64 = 50
  /// One that failed is tried again after so long, in milliseconds.
  static let retryTime: Int64 = 1_000

  private struct Other {
    let node: Node
    let renewed: SequenceNumber
    /// When that renewal was folded.
    var heardAt: Int64
    /// When the node was last proposed to have ended.
    var proposedAt = Int64.min

    /// Past which it may be taken for gone: a third of the lease is for what is under way, and for clocks.
    var overdueAt: Int64 { heardAt + node.lease + node.lease / 3 }
  }

  /// Which node this is.
  let writer: UInt64
  /// As the others are told of it.
  private(set) var node: Node
  /// Whether the lease is lost: the others may take this node for gone.
  private(set) var isLost = false
  /// Whether the room takes this node for alive.
  private(set) var isAlive = false
  private var others: [UInt64: Other] = [:]
  /// When the renewal was submitted that has no answer yet.
  private var underWayAt: Int64?
  /// When the newest renewal that has come back was submitted.
  private var provenAt: Int64
  private var lostAt: Int64
  private var renewAt: Int64
  private var mayRenewAt: Int64
  /// Whether a renewal is waited for that was not submitted yet.
  private var isWanted = true
  private var strandedAt: Int64?
  private var lookedAt: Int64

  init(writer: UInt64, node: Node, now: Int64) {
    self.writer = writer
    self.node = node
    provenAt = now
    lostAt = now + node.lease
    renewAt = now
    mayRenewAt = now
    lookedAt = now
  }

  /// From one renewal to the next: a third of the lease.
  private var interval: Int64 { max(1, node.lease / 3) }

  /// Whether there are other nodes that are alive.
  var hasOthers: Bool { !others.isEmpty }

  /// The nodes that are alive.
  var nodes: [UInt64] { (isAlive ? [writer] : []) + others.keys }
}

extension Leases {
  /// A node has told of itself, by that entry. Whether it is another one, of which nothing was known.
  mutating func renewed(_ id: UInt64, _ node: Node, by entry: SequenceNumber, now: Int64) -> Bool {
    guard id != writer else {
      isAlive = true
      return false
    }
    let other = Other(node: node, renewed: entry, heardAt: now)
    return others.updateValue(other, forKey: id) == nil
  }

  /// A node is alive no more; what is known of it, where it is another one. Where it is this one, it is to
  /// say at once that it is alive.
  mutating func ended(_ id: UInt64) -> Node? {
    guard id == writer else { return others.removeValue(forKey: id)?.node }
    isAlive = false
    // One that is under way says so as well: it comes behind the end.
    if underWayAt == nil { isWanted = true }
    return nil
  }

  /// The renewal that was under way has come back. Whether the lease was lost until now.
  ///
  /// - Parameter counts: whether the room let it count; where it did not, there is no lease.
  mutating func cameBack(counts: Bool, now: Int64) -> Bool {
    guard let submitted = underWayAt else { return false }
    underWayAt = nil
    guard counts else {
      lostAt = min(lostAt, now)
      return false
    }
    provenAt = submitted
    lostAt = submitted + node.lease
    guard isLost, now < lostAt else { return false }
    isLost = false
    return true
  }

  /// The renewal that was under way could not be stored.
  mutating func failed(now: Int64) {
    underWayAt = nil
    renewAt = now + Self.retryTime
    mayRenewAt = renewAt
  }

  /// Nothing can be stored here any more: the lease is as good as run out.
  mutating func giveUp(_ now: Int64) { lostAt = min(lostAt, now) }

  /// The others are to be told this of the node from now on.
  mutating func announce(_ node: Node) {
    guard node != self.node else { return }
    self.node = node
    isWanted = true
  }

  /// A renewal that is submitted from now on is waited for: once it has come back, everything is folded that
  /// was committed before.
  mutating func wantRenewal() { isWanted = true }
}

extension Leases {
  /// It is so late. Whoever did not look for long cannot have heard either, and begins to wait anew.
  mutating func look(_ now: Int64) {
    let gap = now - lookedAt
    lookedAt = now
    guard gap > 2 * interval else { return }
    lostAt += gap
    for id in others.keys { others[id]?.heardAt += gap }
  }

  /// Whether a renewal is to be submitted now; it is under way then.
  mutating func mustRenew(_ now: Int64) -> Bool {
    guard underWayAt == nil, now >= nextRenewal(now) else { return false }
    underWayAt = now
    isWanted = false
    renewAt = now + interval
    mayRenewAt = now + Self.pause
    return true
  }

  /// Whether the lease is lost from now on: true once. Where there is no other node, none can take it away,
  /// and there is none to go to.
  mutating func loses(_ now: Int64) -> Bool {
    guard !isLost, hasOthers, now >= lostAt else { return false }
    isLost = true
    return true
  }

  /// The nodes that are now to be proposed to have ended, each since the entry that renewed it last. Once
  /// more, where that did not count, when another renewal of ours has come back.
  mutating func overdue(_ now: Int64) -> [(node: UInt64, since: SequenceNumber)] {
    guard isAlive, !isLost else { return [] }
    let turn = turnTime(now)
    var ended: [(node: UInt64, since: SequenceNumber)] = []
    for (id, other) in others
    where now >= other.overdueAt + turn && provenAt >= other.overdueAt && provenAt > other.proposedAt {
      others[id]?.proposedAt = now
      ended.append((id, other.renewed))
    }
    return ended.sorted { $0.node < $1.node }
  }

  /// Whether this node is to see to those who are stranded (`Roster.hasStranded`).
  mutating func maySweep(_ now: Int64, hasStranded: Bool) -> Bool {
    guard hasStranded else {
      strandedAt = nil
      return false
    }
    let since = strandedAt ?? now
    strandedAt = since
    return isAlive && !isLost && now >= since + turnTime(now)
  }

  /// How long this node leaves to others what each of them could do, in milliseconds: longer for every one
  /// that is alive and has a smaller number. 0 for one of them at any time.
  func turnTime(_ now: Int64) -> Int64 {
    Self.turn * Int64(others.count { $0.key < writer && now < $0.value.overdueAt })
  }

  /// When the lease is lost, unless it is renewed; `.max` where it cannot be lost.
  var nextLoss: Int64 { isLost || !hasOthers ? .max : lostAt }

  /// When something falls due next; in the past where something is due.
  func nextDue(_ now: Int64) -> Int64 {
    var due = lookedAt + interval
    if underWayAt == nil { due = min(due, nextRenewal(now)) }
    due = min(due, nextLoss)
    let turn = turnTime(now)
    for other in others.values {
      if now < other.overdueAt {
        due = min(due, other.overdueAt)
      } else if now < other.overdueAt + turn {
        due = min(due, other.overdueAt + turn)
      }
    }
    if let strandedAt, now < strandedAt + turn { due = min(due, strandedAt + turn) }
    return due
  }

  /// Not before the last one has its answer.
  private func nextRenewal(_ now: Int64) -> Int64 {
    max(isWanted || needsProof(now) ? now : renewAt, mayRenewAt)
  }

  /// Whether a node is overdue, and nothing has come back yet that was submitted since.
  private func needsProof(_ now: Int64) -> Bool {
    guard isAlive else { return false }
    let turn = turnTime(now)
    return others.values.contains { now >= $0.overdueAt + turn && provenAt < $0.overdueAt }
  }
}
