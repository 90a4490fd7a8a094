import Journal

@testable import ChatServer

/// Leases whose answers can be expected where they are asked for.
final class LeaseBench {
  var value: Leases

  init(_ value: Leases) { self.value = value }

  func renewed(_ id: UInt64, _ node: Node, by entry: UInt64, now: Int64) -> Bool {
    value.renewed(id, node, by: SequenceNumber(entry), now: now)
  }

  func ended(_ id: UInt64) -> Node? { value.ended(id) }

  func mustRenew(_ now: Int64) -> Bool { value.mustRenew(now) }

  func cameBack(counts: Bool = true, now: Int64) -> Bool { value.cameBack(counts: counts, now: now) }

  func loses(_ now: Int64) -> Bool { value.loses(now) }

  func overdue(_ now: Int64) -> [(node: UInt64, since: SequenceNumber)] { value.overdue(now) }

  func maySweep(_ now: Int64, hasStranded: Bool) -> Bool { value.maySweep(now, hasStranded: hasStranded) }
}
