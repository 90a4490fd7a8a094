import Journal

/// What the roster knows of a node that is alive.
package struct NodeState: Sendable, Equatable {
  /// As it last told of itself.
  package let node: Node
  /// The entry by which it did.
  package let renewed: SequenceNumber
  /// That entry's time, in milliseconds since 1970.
  package let renewedAt: Int64

  /// Whether its lease has run out by that time, in milliseconds since 1970.
  package func hasRunOut(at milliseconds: Int64) -> Bool {
    let (end, isTooLate) = renewedAt.addingReportingOverflow(node.lease)
    return !isTooLate && milliseconds >= end
  }
}
