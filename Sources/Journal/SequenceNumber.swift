/// The place of an entry in the room's one order: 1 for the first entry, rising, never given twice.
/// Gaps are allowed; 0 stands for "before everything".
package struct SequenceNumber: Sendable, Hashable, Comparable {
  /// From 1; 0 is `zero`.
  package let value: UInt64

  /// The place of that number.
  package init(_ value: UInt64) { self.value = value }

  /// Before the first entry.
  package static let zero = SequenceNumber(0)

  /// Earlier in the order.
  package static func < (left: SequenceNumber, right: SequenceNumber) -> Bool { left.value < right.value }
}
