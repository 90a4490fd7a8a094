import ArgumentParser

/// Tests of a room over several servers, as a program.
@main
struct ClusterTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tests, and measures, a room over several servers.", subcommands: [Faults.self, Stream.self],
    defaultSubcommand: Faults.self)
}
