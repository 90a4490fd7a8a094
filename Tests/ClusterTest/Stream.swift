import ArgumentParser
import ChatLoad
import Journal
import JournalNATS
import Reactor
import TestSupport

import class Foundation.FileManager

/// Measures what a stream bears: entries through the journal of one papod, on one nats-server and on three,
/// all of them on this machine.
struct Stream: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures how many entries a stream takes, and how soon they come back.")

  @Option(help: "How long each measurement takes, in seconds.")
  var seconds = 3

  @Option(help: "How long the texts are, in bytes.")
  var bytes = 100

  func validate() throws {
    guard seconds >= 1 else { throw ValidationError("--seconds takes 1 or more") }
    guard (1...4_096).contains(bytes) else { throw ValidationError("--bytes takes 1 to 4096") }
  }

  func run() throws {
    print("| nats-servers | under way | entries/s | p50 µs | p99 µs | CPU µs/entry of these | of the papod |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in [1, TestNATSCluster.size] {
      let cluster = try TestNATSCluster(measuring: count)
      var writer = try StreamWriter(cluster, textBytes: bytes)
      // Until caches are filled and a leader is found.
      _ = writer.write(keeping: 64, for: 1)
      for underWay in [1, 16, 256, 4_096] {
        let before = try Self.processorTime(of: cluster)
        let result = writer.write(keeping: underWay, for: Int64(seconds))
        let ours = try Self.processorTime(of: cluster) - before
        print(
          """
          | \(count) | \(underWay) | \(result.rate) | \(result.microseconds(50)) \
          | \(result.microseconds(99)) | \(Int(ours) / max(1, result.count)) \
          | \(result.processorMicroseconds / max(1, result.count)) |
          """)
      }
    }
  }

  /// Of all nats-servers, in microseconds.
  private static func processorTime(of cluster: TestNATSCluster) throws -> Double {
    try cluster.processes.map { process in
      let bytes = FileManager.default.contents(atPath: "/proc/\(process)/stat") ?? .init()
      guard let times = ProcessTimes(parsing: String(decoding: bytes, as: UTF8.self)) else {
        throw TestFailure("nats-server has ended", file: #fileID, line: #line)
      }
      return times.microseconds
    }.reduce(0, +)
  }
}
