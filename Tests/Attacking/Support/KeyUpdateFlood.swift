import CHostileTLS
import Glibc
import Reactor
import Synchronization
import TestSupport

import class Foundation.FileManager

/// Connections that send KeyUpdates as fast as they can, and come back when they are cut.
///
/// They are a process of their own, behind all others: elsewhere they would have processors of their own, and
/// in ours one of its threads, kept from the processor while it holds malloc's lock, would keep everybody.
/// Owned by the thread that made it.
package final class KeyUpdateFlood {
  /// What came of it.
  struct Tally: Sendable {
    /// Sessions that came about.
    var sessions = 0
    /// Those of them that were cut.
    var cut = 0
    /// KeyUpdates.
    var sent = 0
  }

  /// What `AttackTest` is told to be one; the port follows.
  package static let option = "flood-key-updates"
  private static let connections = 50

  private let folder: TemporaryFolder
  private let output: FileDescriptor
  private let process: TestProcess

  /// Begins it.
  init(at port: UInt16) throws {
    folder = try TemporaryFolder()
    let raw = unsafe open(folder.path + "/tally", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard raw >= 0 else { throw SystemError(call: "open", code: errno) }
    output = FileDescriptor(takingOwnership: raw)
    process = try TestProcess(
      [try TestPrograms.path(of: "AttackTest"), "--\(Self.option)", "\(port)"],
      environment: TerminalEnvironment.variables(term: "dumb", home: folder.path), output: output.raw)
  }

  /// Ends it.
  func end() throws -> Tally {
    process.send(SIGTERM)
    let end = process.end()
    let bytes = FileManager.default.contents(atPath: folder.path + "/tally") ?? .init()
    let words = String(decoding: bytes, as: UTF8.self)
    let numbers = words.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard end == .exit(0), numbers.count == 3 else {
      throw TestFailure("the flood ended: \(words)", file: #fileID, line: #line)
    }
    return Tally(sessions: numbers[0], cut: numbers[1], sent: numbers[2])
  }

  /// What that process does until SIGTERM.
  package static func run(at port: UInt16) throws {
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
    let signals = try SignalSource([SIGTERM])
    let siege = try Siege { end in
      try TestThreads.run(connections) { number in try flood(port, asks: number % 2 == 0, until: end) }
    }
    var poller = try Poller(capacity: 1)
    try poller.add(signals.descriptor, .readable, token: 0)
    _ = try poller.wait(timeoutMilliseconds: -1)
    let tallies = try siege.end()
    let sums = [\Tally.sessions, \.cut, \.sent].map { sum in tallies.reduce(0) { $0 + $1[keyPath: sum] } }
    print(sums.map(\.description).joined(separator: " "))
    fflush(nil)
  }

  private static func flood(_ port: UInt16, asks: Bool, until end: SiegeEnd) throws -> Tally {
    var tally = Tally()
    repeat {
      var isAlive = false
      let count = unsafe hostile_key_updates(port, 1_000_000, asks, &isAlive)
      // A handshake that takes longer than 10 s is ended.
      guard count >= 0 else { continue }
      tally.sessions += 1
      tally.cut += isAlive ? 0 : 1
      tally.sent += count
    } while !end.isSet
    return tally
  }
}
