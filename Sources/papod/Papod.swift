// papod: the server's command line. It turns arguments into a configuration, starts a `Server`, and waits on
// the main thread for the signal that ends it.

import ArgumentParser

/// `papod`: serves, unless a subcommand says otherwise.
@main struct Papod: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "papod",
    abstract: "An encrypted chat for a local network: the server.",
    discussion: """
      Standard output has, one line each: "listening on ADDRESS:PORT" for each address, "pin sha256//…", \
      the same to be read aloud, "aloud XXXX XXXX XXXX XXXX XXXX", "link papo://…", and "join with: papo \
      HOST[:PORT] --pin sha256//…". The log goes to standard error. SIGHUP has papod read its \
      certificate, its key and the list of --members again, and disconnects nobody whom that lets in.
      """,
    subcommands: [Serve.self, MakeCertificate.self, ShowPin.self, Names.self], defaultSubcommand: Serve.self)
}
