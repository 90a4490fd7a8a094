import Journal
import JournalNATS
import TestSupport

extension TestNATSCluster: JournalControl {
  // Only the journal in memory can be made to do these.
  func interleave(_ draft: Draft, by writer: UInt64) {}
  func holdAnswers(_ isHolding: Bool) {}
  func failNext(_ count: Int) {}

  /// What a journal on it is opened with, which goes in by these doors and whose mirror has that name.
  func settings(
    _ doors: [TestRelay]? = nil, mirror: String = "mirror.db", stream: String = "ROOM"
  ) throws -> NATSSettings {
    let servers = (doors ?? self.doors).map { "\($0.address)" }.joined(separator: ",")
    guard let address = NATSAddress("nats://\(servers)/\(stream)") else {
      throw TestFailure("no address", file: #fileID, line: #line)
    }
    var settings = NATSSettings(address: address, mirror: "\(folder.path)/\(mirror)")
    settings.authorities = authorities
    settings.certificate = certificate
    settings.key = key
    return settings
  }

  /// A journal on it as a test drives it.
  func bench(
    _ doors: [TestRelay]? = nil, mirror: String = "mirror.db", stream: String = "ROOM",
    clock: SettableClock = SettableClock(1_000)
  ) throws -> JournalBench {
    var settings = try settings(doors, mirror: mirror, stream: stream)
    settings.checkpointEntries = 50
    let journal = try NATSJournal(settings, newRoom: RoomID(7)) { clock.milliseconds }
    return JournalBench(journal, self, clock)
  }
}
