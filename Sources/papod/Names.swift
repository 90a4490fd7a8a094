import ArgumentParser

/// `papod names`
struct Names: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names",
    abstract: "List, free and hand over the names that belong to keys.",
    discussion: """
      Works on the journal, while the server is stopped: one program at a time has it. Who bears a name that \
      is freed or given away is told to have left.
      """,
    subcommands: [ListNames.self, FreeName.self, GiveName.self], defaultSubcommand: ListNames.self)
}
