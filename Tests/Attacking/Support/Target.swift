import ChatLoad
import Glibc
import Reactor
import TLS
import TestSupport

import class Foundation.FileManager

/// The built papod, with a key of its own in a temporary folder, and what it costs. Owned by the thread that
/// made it.
final class Target {
  let papod: TestPapod
  let address: SocketAddress
  let pin: PublicKeyPin
  let log: LogTail
  private let probe: ServerProbe

  /// Starts it, with its journal in memory.
  ///
  /// - Parameters:
  ///   - arguments: what it is told besides.
  ///   - openFiles: how many descriptors it may have; nil: as many as this program.
  init(_ arguments: [String] = ["--flood", "off"], openFiles: Int? = nil) throws {
    let folder = try TemporaryFolder()
    pin = try CertificateFiles.makeOrRenew(directory: folder.path, days: 2).certificate.pin
    papod = try TestPapod(folder, arguments, openFiles: openFiles)
    address = try papod.address()
    log = try LogTail(folder.path + "/output")
    probe = ServerProbe([papod.id])
  }

  /// Memory and processor time as they are now.
  func reading() throws -> ServerReading { try probe.read() }

  /// How many descriptors it has open.
  func descriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(papod.id)/fd").count
  }

  /// How many it has open once it is back at `count`, or after `TestClient.patience`.
  func descriptors(returningTo count: Int) throws -> Int {
    let deadline = Clock.monotonicMilliseconds + TestClient.patience
    var open = try descriptors()
    // Not asked once more at the end: the last of a crowd may just be accepted.
    while open != count, Clock.monotonicMilliseconds < deadline {
      TestClock.tick()
      open = try descriptors()
    }
    return open
  }

  /// papo's own configuration, or that of a plain client.
  func configuration(isPlain: Bool = true) -> TLSConfiguration {
    var configuration = TLSConfiguration.client(trusting: [pin])
    if isPlain { configuration.applicationProtocols = [] }
    return configuration
  }

  /// A plain client that has entered, its welcome read.
  func enter(_ name: String, isNarrow: Bool = false) throws -> TestClient {
    let client = try TestClient(address, configuration(), isNarrow: isNarrow)
    try client.send(name)
    try client.readLines(through: { $0.hasPrefix("* Hello, \(name)!") })
    return client
  }
}
