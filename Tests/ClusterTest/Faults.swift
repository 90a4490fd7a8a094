import ArgumentParser
import CrashTesting
import Glibc
import Reactor
import TestSupport

import class Foundation.FileManager

/// The cluster's test, for as many rounds as one likes.
struct Faults: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: """
      Lets everything happen to three nats-servers and three papods, and checks that nothing is lost.
      """,
    discussion: """
      scripts/cluster-test.sh runs it with --namespaces where that is allowed.
      """)

  @Option(help: "How many rounds.")
  var rounds = 100

  @Option(help: "How many clients at once.")
  var clients = 20

  @Option(help: "Where all chance comes from, given the number of clients. (default: chance)")
  var seed: UInt64?

  @Flag(help: "Each server in a network namespace of its own; needs to be root in those that this runs in.")
  var namespaces = false

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds takes 1 or more") }
    guard (2...500).contains(clients) else { throw ValidationError("--clients takes 2 to 500") }
  }

  func run() throws {
    let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
    let kind = namespaces ? " --namespaces" : ""
    let command = "ClusterTest --seed \(seed) --rounds \(rounds) --clients \(clients)\(kind)"
    tell(command)
    let folder = FileManager.default.temporaryDirectory.path + "/papo-cluster-\(seed)-\(getpid())"
    var settings = ClusterSettings(
      seed: seed, rounds: rounds, clients: clients, papod: try TestPrograms.path(of: "papod"),
      folder: folder)
    settings.hasNamespaces = namespaces
    settings.fillsDisks = geteuid() == 0
    if !settings.fillsDisks { tell("no disk is filled: only root can mount one that may be") }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let start = Clock.monotonicMilliseconds
    let run = try ClusterRun(settings, tell)
    do {
      let tally = try run.run()
      tell("\(tally)")
      let seconds = (Clock.monotonicMilliseconds - start) / 1_000
      tell("lost 0, doubled 0, out of order 0, names borne by two 0 in \(seconds) s")
    } catch {
      tell("VIOLATION: \(error)")
      tell(run.report)
      run.keep()
      tell("copies of the stream, its servers' files and all logs are in \(folder)")
      tell("the same choices again: \(command)")
      throw ExitCode.failure
    }
    try FileManager.default.removeItem(atPath: folder)
  }

  private func tell(_ line: String) {
    print(line)
    fflush(nil)
  }
}
