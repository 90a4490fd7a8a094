import ArgumentParser

/// `papod names`
struct Names: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "names",
    abstract: "List, free and hand over the names that belong to keys.",
    discussion: """
      Works on the journal. One that is a file only one program has at a time, so the server must be \
      stopped; with one that is a stream, its servers go on. Who bears a name that is freed or given away is \
      told to have left.
      """,
    subcommands: [ListNames.self, FreeName.self, GiveName.self], defaultSubcommand: ListNames.self)
}
