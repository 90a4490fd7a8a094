// Attacking: what a stranger, or somebody in the room, does to a built papod, or to a built papo, to harm
// the others; each with figures that say whether it did.
//
// An attack runs on the thread that calls it, with a server of its own on 127.0.0.1 and in a temporary
// folder. What must go on meanwhile runs in a `Siege`.

/// One way to harm.
package protocol Attack: Sendable {
  /// What it is called on the command line.
  var name: String { get }
  /// What is done, in a line.
  var deed: String { get }
  /// Does it, and writes down what came of it. Throws what kept it from being done.
  func run(_ report: inout AttackReport) throws
}
