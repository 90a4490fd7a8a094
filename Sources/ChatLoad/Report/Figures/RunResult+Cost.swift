extension RunResult {
  /// The server's CPU time in microseconds for what the load is about: a delivery, a round trip, a cycle, a
  /// session that came back; `idle`: a newcomer. nil where it is not known.
  package var cost: Double? {
    load.mode == .idle ? joinMicroseconds : serverMicrosecondsPerUnit
  }
}
