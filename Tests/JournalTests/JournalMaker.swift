import Journal
import JournalNATS
import JournalSQLite
import TestSupport
import Testing

/// A kind of journal that the contract is run for. Another store joins by an element of `all`.
struct JournalMaker: Sendable, CustomTestStringConvertible {
  static let all = read + [natsCluster]

  /// Those whose readers differ: of one server and of three, the same mirror is read.
  static let read =
    inMemory + [
      sqlite(indexLag: MessageIndex.standardLag), sqlite(indexLag: 1), sqlite(indexLag: 3), nats,
    ]

  /// Those that several can write to at once.
  static let shared = inMemory + [nats]

  /// For what the contract allows, but only the journal in memory can be made to do: others' entries, answers
  /// that come late, failures of single drafts, a capacity.
  static let inMemory = [
    JournalMaker(
      name: "MemoryJournal",
      make: { capacity, clock in
        let journal = MemoryJournal(room: RoomID(7), capacity: capacity) { clock.milliseconds }
        return (journal, journal)
      },
      makeBeside: { other, _ in
        guard let other = other as? MemoryJournal else { return nil }
        return MemoryJournal(sharing: other, writer: other.writer + 1)
      })
  ]

  /// Whose index of messages has none of a test's, all of them, or the older ones.
  private static func sqlite(indexLag: UInt64) -> JournalMaker {
    JournalMaker(
      name: "SQLiteJournal, index up to \(indexLag) behind",
      make: { _, clock in
        let folder = try TemporaryFolder()
        let journal = try SQLiteJournal(
          folder.path + "/journal.db", newRoom: RoomID(7), indexLag: indexLag
        ) { clock.milliseconds }
        return (journal, NoControl(folder: folder))
      })
  }

  /// On a server of its own.
  private static let nats = JournalMaker(
    name: "NATSJournal",
    make: { _, clock in
      let server = try TestNATSServer()
      let settings = try server.settings(mirror: "mirror.db")
      let journal = try NATSJournal(settings, newRoom: RoomID(7)) { clock.milliseconds }
      return (journal, server)
    },
    makeBeside: { _, control in
      try (control as? TestNATSServer)?.bench(mirror: "other.db", room: 8).journal
    })

  /// On three servers, with a stream of its own.
  private static let natsCluster = JournalMaker(name: "NATSJournal on a cluster") { _, clock in
    let (cluster, stream) = try SharedNATSCluster.next()
    let settings = try cluster.settings(mirror: "\(stream).db", stream: stream)
    let journal = try NATSJournal(settings, newRoom: RoomID(7)) { clock.milliseconds }
    return (journal, cluster)
  }

  let name: String
  /// Makes an empty journal of the room 7 that takes its times from the clock and keeps, where it is one of
  /// `inMemory`, at most so many bytes (as `Entry.cost` counts).
  let make: @Sendable (_ capacity: Int, _ clock: SettableClock) throws -> (any Journal, any JournalControl)
  /// Makes another writer's journal on the same log, where it is one of `shared`.
  var makeBeside: @Sendable (any Journal, any JournalControl) throws -> (any Journal)? = { _, _ in nil }

  var testDescription: String { name }

  /// A journal with what a test does to it; it has given its wake closure.
  func bench(capacity: Int = 1 << 20) throws -> JournalBench {
    let clock = SettableClock(1_000)
    let (journal, control) = try make(capacity, clock)
    return JournalBench(journal, control, clock)
  }

  /// Another writer's journal on the same log.
  func bench(beside other: JournalBench) throws -> JournalBench {
    JournalBench(try #require(try makeBeside(other.journal, other.control)), other.control, other.clock)
  }
}
