/// What a `TestRelay` does after so many bytes.
struct RelayWatch: Sendable {
  /// Those that are still to come.
  var bytes: Int
  let isCutting: Bool
  let reached: @Sendable () -> Void
}
