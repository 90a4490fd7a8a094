import Synchronization

/// Milliseconds since 1970, as a test says.
final class SettableClock: Sendable {
  private let value: Atomic<Int64>

  init(_ milliseconds: Int64) { value = Atomic(milliseconds) }

  var milliseconds: Int64 { value.load(ordering: .relaxed) }

  func set(_ milliseconds: Int64) { value.store(milliseconds, ordering: .relaxed) }
}
