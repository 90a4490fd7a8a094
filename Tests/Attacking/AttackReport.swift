/// What came of an attack.
package struct AttackReport {
  /// Whether the attack is to last seconds: then nothing is judged that depends on the machine's other work.
  package let isShort: Bool

  /// What was found, in order.
  package private(set) var checks: [AttackCheck] = []

  /// A report of nothing yet.
  package init(isShort: Bool) { self.isShort = isShort }

  /// Whether anything is not as it should be.
  package var hasFailed: Bool { checks.contains { $0.outcome == .failed } }

  /// Writes down a figure and whether it is as it should be.
  mutating func check(_ what: String, _ figure: String, goal: String, _ holds: Bool) {
    checks.append(AttackCheck(what: what, figure: figure, goal: goal, outcome: holds ? .held : .failed))
  }

  /// Writes down a number that is to be exactly this one.
  mutating func check(_ what: String, _ number: Int, is wanted: Int) {
    check(what, number.grouped, goal: wanted.grouped, number == wanted)
  }

  /// Writes down a time, or an amount of memory or of a processor, which is judged in long runs alone.
  mutating func cost(_ what: String, _ figure: String, goal: String, _ holds: Bool) {
    let outcome: AttackCheck.Outcome = isShort ? .shown : holds ? .held : .failed
    checks.append(AttackCheck(what: what, figure: figure, goal: goal, outcome: outcome))
  }

  /// Writes down what is only to be known.
  mutating func show(_ what: String, _ figure: String) {
    checks.append(AttackCheck(what: what, figure: figure, goal: "", outcome: .shown))
  }

  /// Writes down that the attack could not be carried through.
  package mutating func fail(_ error: any Error) {
    checks.append(AttackCheck(what: "carried through", figure: "\(error)", goal: "", outcome: .failed))
  }
}
