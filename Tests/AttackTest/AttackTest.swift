import ArgumentParser
import Attacking
import Glibc
import Reactor

/// The attacks as a program.
@main
struct AttackTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Attacks a papod on this machine in every way that docs/security.md tells of.")

  @Flag(help: "Seconds instead of minutes; what depends on the machine's other work is not judged.")
  var short = false

  @Option(help: ArgumentHelp("This attack alone; may be repeated.", valueName: "NAME"))
  var only: [String] = []

  @Option(
    name: .customLong(KeyUpdateFlood.option),
    help: ArgumentHelp("What one of the attacks starts.", visibility: .hidden))
  var floodedPort: UInt16?

  func validate() throws {
    let names = Attacks.all.map(\.name)
    for name in only where !names.contains(name) {
      throw ValidationError("--only takes one of \(names.joined(separator: ", "))")
    }
  }

  func run() throws {
    ProcessLimits.ignoreBrokenPipe()
    ProcessLimits.raiseOpenFiles()
    if let floodedPort { return try KeyUpdateFlood.run(at: floodedPort) }
    var failed: [String] = []
    for attack in Attacks.all where only.isEmpty || only.contains(attack.name) {
      tell("\(attack.name): \(attack.deed)")
      let start = Clock.monotonicMilliseconds
      var report = AttackReport(isShort: short)
      do {
        try attack.run(&report)
      } catch {
        report.fail(error)
      }
      for check in report.checks { tell("  \(check)") }
      tell("  in \((Clock.monotonicMilliseconds - start) / 1_000) s")
      if report.hasFailed { failed.append(attack.name) }
    }
    guard failed.isEmpty else {
      tell("FAILED: \(failed.joined(separator: ", "))")
      throw ExitCode.failure
    }
    tell("all held")
  }

  private func tell(_ line: String) {
    print(line)
    fflush(nil)
  }
}
