/// When is sent, by `Clock.monotonicNanoseconds`.
struct RunClock: Sendable {
  var start: Int64
  /// Nothing new is begun from here on.
  var stop: Int64
}
