/// What was done and seen.
package struct ClusterTally: Sendable, CustomStringConvertible {
  /// What became of the clients and their lines.
  package internal(set) var lines = CrashTally()
  /// How often each kind of fault came.
  package internal(set) var faults: [String: Int] = [:]
  /// Names that two wanted at once, and how often one of them got it: the others were cut.
  package internal(set) var rivals = 0
  package internal(set) var winners = 0
  /// How long lines waited for their acknowledgement, in milliseconds, as they came.
  package internal(set) var waits: [Int64] = []

  /// Three lines.
  package var description: String {
    let counts = faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    return """
      \(lines)
      faults: \(counts.isEmpty ? "none" : counts); names wanted by two \(rivals), had by one \(winners)
      acknowledged after p50 \(wait(50)) ms, p99 \(wait(99)) ms, at most \(wait(100)) ms
      """
  }

  /// So many percent waited no longer.
  private func wait(_ percent: Int) -> Int64 {
    let sorted = waits.sorted()
    return sorted.isEmpty ? 0 : sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
  }
}
