/// How far a run is, for people who wait.
package struct RunProgress: Sendable {
  /// Since its beginning.
  package var seconds: Double
  package var step: Step
  /// As in `RunResult`, so far; 0 before anything is sent.
  package var units: Int

  package enum Step: String, Sendable {
    case entering, probing, sitting, sending
    case missing = "missing messages"
    case returning = "coming back"
  }
}
