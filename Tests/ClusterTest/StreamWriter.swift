import Dispatch
import Histogram
import Journal
import JournalNATS
import Reactor
import TestSupport

/// Writes into a stream as a papod's journal thread does, always with so many drafts under way, each of
/// another session: of one, only one is.
struct StreamWriter {
  /// What came of it.
  struct Result {
    var count = 0
    var nanoseconds: Int64 = 0
    var processorMicroseconds = 0
    /// Nanoseconds.
    var latencies = Histogram<UInt64>(
      highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .two)

    /// How many a second.
    var rate: Int { Int(Double(count) * 1e9 / Double(nanoseconds)) }

    /// So many percent took no longer.
    func microseconds(_ percent: Double) -> UInt64 { latencies.valueAtPercentile(percent) / 1_000 }
  }

  private let journal: NATSJournal
  private let text: [UInt8]
  private let wakes = DispatchSemaphore(value: 0)
  private var nextDraft: UInt64 = 1

  init(_ cluster: TestNATSCluster, textBytes: Int) throws {
    let servers = cluster.addresses.map { "\($0)" }.joined(separator: ",")
    guard let address = NATSAddress("nats://\(servers)/ROOM") else {
      throw TestFailure("no address: \(servers)", file: #fileID, line: #line)
    }
    var settings = NATSSettings(address: address, mirror: "\(cluster.folder.path)/mirror.db")
    settings.authorities = cluster.authorities
    settings.certificate = cluster.certificate
    settings.key = cluster.key
    journal = try NATSJournal(settings, newRoom: RoomID(1)) { Clock.wallMilliseconds }
    text = [UInt8](repeating: UInt8(ascii: "a"), count: textBytes)
    let wakes = wakes
    journal.wake { wakes.signal() }
  }

  /// Writes for so many seconds, and waits for the last answers.
  mutating func write(keeping limit: Int, for seconds: Int64) -> Result {
    var result = Result()
    let processor = Clock.processorNanoseconds
    let start = Clock.monotonicNanoseconds
    let end = start + seconds * 1_000_000_000
    var sent: [UInt64: Int64] = [:]
    var answers: [JournalAnswer] = []
    while true {
      let now = Clock.monotonicNanoseconds
      if now < end {
        var drafts: [Draft] = []
        while sent.count < limit {
          drafts.append(
            Draft(
              id: nextDraft, session: SessionID(high: 1, low: nextDraft), number: 1,
              event: .said(name: Array("ana".utf8), text: text)))
          sent[nextDraft] = now
          nextDraft += 1
        }
        if !drafts.isEmpty { journal.submit(drafts) }
      } else if sent.isEmpty {
        break
      }
      wakes.wait()
      journal.collect(into: &answers)
      let then = Clock.monotonicNanoseconds
      for case .committed(_, let draft?) in answers {
        guard let since = sent.removeValue(forKey: draft) else { continue }
        result.latencies.record(UInt64(then - since))
        result.count += 1
      }
      answers.removeAll(keepingCapacity: true)
    }
    result.nanoseconds = Clock.monotonicNanoseconds - start
    result.processorMicroseconds = Int((Clock.processorNanoseconds - processor) / 1_000)
    return result
  }
}
