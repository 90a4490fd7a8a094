import ArgumentParser
import CrashTesting
import Glibc
import Reactor
import TestSupport

import class Foundation.FileManager

/// The crash test as a program, for as many rounds as one likes.
@main
struct CrashTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Kills a papod and cuts its clients, again and again, and checks that nothing is lost.")

  @Option(help: "How many rounds.")
  var rounds = 1_000

  @Option(help: "How many clients at once.")
  var clients = 20

  @Option(help: "Where all chance comes from, given the number of clients. (default: chance)")
  var seed: UInt64?

  @Flag(help: "The journal in memory: clients are cut, the server is left alone.")
  var onlyCuts = false

  func validate() throws {
    guard rounds >= 1 else { throw ValidationError("--rounds takes 1 or more") }
    guard (2...500).contains(clients) else { throw ValidationError("--clients takes 2 to 500") }
  }

  func run() throws {
    let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
    let command =
      "CrashTest --seed \(seed) --rounds \(rounds) --clients \(clients)" + (onlyCuts ? " --only-cuts" : "")
    tell(command)
    let folder = FileManager.default.temporaryDirectory.path + "/papo-crash-\(seed)-\(getpid())"
    var settings = CrashSettings(
      seed: seed, rounds: rounds, clients: clients, papod: try TestPrograms.path(of: "papod"),
      folder: folder)
    settings.killsServer = !onlyCuts
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let start = Clock.monotonicMilliseconds
    let run = try CrashRun(settings, tell)
    do {
      let tally = try run.run()
      let seconds = (Clock.monotonicMilliseconds - start) / 1_000
      tell("\(tally)")
      tell("lost 0, doubled 0, out of order 0 in \(seconds) s")
    } catch {
      tell("VIOLATION: \(error)")
      tell(run.report)
      tell("the journal and the server's log are in \(folder); the same choices again: \(command)")
      throw ExitCode.failure
    }
    run.endServer()
    try FileManager.default.removeItem(atPath: folder)
  }

  private func tell(_ line: String) {
    print(line)
    fflush(nil)
  }
}
