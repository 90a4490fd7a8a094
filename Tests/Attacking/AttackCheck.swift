/// One figure of an attack.
package struct AttackCheck: Sendable, CustomStringConvertible {
  /// Whether it is as it should be.
  package enum Outcome: Sendable {
    case held, failed
    /// It is not judged.
    case shown
  }

  /// What was looked at.
  package let what: String
  /// What was found.
  package let figure: String
  /// What is wanted; empty where it is only to be known.
  package let goal: String
  /// Whether it is.
  package let outcome: Outcome

  /// A line of the report.
  package var description: String {
    let verdict =
      switch outcome {
      case .held: "ok"
      case .failed: "FAILED"
      case .shown: "-"
      }
    return "\(what): \(figure)" + (goal.isEmpty ? "" : " (wanted: \(goal))") + "  \(verdict)"
  }
}
