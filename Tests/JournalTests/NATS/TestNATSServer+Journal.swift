import Journal
import JournalNATS
import TestSupport

extension TestNATSServer: JournalControl {
  // Only the journal in memory can be made to do these.
  func interleave(_ draft: Draft, by writer: UInt64) {}
  func holdAnswers(_ isHolding: Bool) {}
  func failNext(_ count: Int) {}

  /// What a journal on it is opened with, whose mirror has that name.
  func settings(mirror: String, stream: String = "ROOM") throws -> NATSSettings {
    guard let address = NATSAddress("nats://127.0.0.1:\(port)/\(stream)") else {
      throw TestFailure("no address", file: #fileID, line: #line)
    }
    return NATSSettings(address: address, mirror: "\(folder.path)/\(mirror)")
  }

  /// A journal on it as a test drives it.
  func bench(
    mirror: String = "mirror.db", room: UInt64 = 7, checkpointEntries: Int = 1_000,
    lossTime: Int64 = NATSSettings.standardLossTime
  ) throws -> JournalBench {
    let clock = SettableClock(1_000)
    var settings = try settings(mirror: mirror)
    settings.checkpointEntries = checkpointEntries
    settings.lossTime = lossTime
    return JournalBench(
      try NATSJournal(settings, newRoom: RoomID(room)) { clock.milliseconds }, self, clock)
  }
}
