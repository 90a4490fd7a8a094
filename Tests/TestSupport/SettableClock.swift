import Synchronization

/// Milliseconds since 1970, as a test says.
package final class SettableClock: Sendable {
  private let value: Atomic<Int64>

  /// A clock that stands still there.
  package init(_ milliseconds: Int64) { value = Atomic(milliseconds) }

  /// What it shows.
  package var milliseconds: Int64 { value.load(ordering: .relaxed) }

  /// Sets it, forward or back.
  package func set(_ milliseconds: Int64) { value.store(milliseconds, ordering: .relaxed) }
}
