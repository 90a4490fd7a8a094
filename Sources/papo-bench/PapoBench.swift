// papo-bench: the command line of the load generator. It turns arguments into a `LoadSettings`, lets the
// `Conductor` run it on the main thread, and prints what came out.

import ArgumentParser

/// `papo-bench`
@main struct PapoBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "papo-bench",
    abstract: "Measure a chat server: papod, and those that speak IRC.",
    discussion: """
      This is a load generator. It opens as many connections as it is told and sends as fast as the server \
      takes it, so use it against servers of your own: other machines are refused without --remote. \
      It checks that every message reached every receiver exactly once and in order, and reads the server's \
      processor time and memory from /proc. It takes any key for the server's unless --pin says which, \
      since it says nothing that anybody may not hear.

      papod needs --flood off, and server and load are best kept on processors of their own (taskset(1)).

      Standard output has the result, standard error how a long run goes. Exit codes: 0 all arrived as it \
      should, 1 something did not, 64 usage, 69 the server's process cannot be read, 71 the system gives no \
      descriptors or threads.
      """,
    subcommands: [
      Fanout.self, Paced.self, Private.self, Idle.self, Handshake.self, Resume.self, Compare.self,
    ])
}
