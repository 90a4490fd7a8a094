/// What happens between two moments that are not waited for.
package struct ClusterRound: Sendable, Equatable {
  /// In the order of their times.
  package let steps: [ClusterStep]
  /// How long it lasts, in milliseconds. What has gone wrong in it may stay so for longer.
  package let length: Int64
  /// Whether all that is wrong is then mended, all is waited for, and judged.
  package let endsQuiet: Bool
}
