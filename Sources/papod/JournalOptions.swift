import ArgumentParser
import ChatServer
import Journal
import JournalSQLite
import Reactor
import TLS

/// What `papod serve` is told of its journal.
struct JournalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file of the room's log, or memory. (default: $XDG_STATE_HOME/papo/journal.db)", valueName: "FILE"))
  var journal: JournalPlace?

  @Option(
    help: ArgumentHelp("Days for which messages and notices are kept, 1 to 36500.", valueName: "DAYS"))
  var keep = 30

  @Option(
    help: ArgumentHelp(
      "Days for which private messages are kept, 0 to 36500; 0: until they are delivered.", valueName: "DAYS")
  )
  var keepPrivate = 1

  @Option(
    help: """
      What acknowledged means: full (on the disk) or normal (a power failure may take the last few messages).
      """)
  var sync = Durability.full

  func validate() throws {
    guard (1...36_500).contains(keep) else { throw ValidationError("--keep takes 1 to 36500 days") }
    guard (0...36_500).contains(keepPrivate) else {
      throw ValidationError("--keep-private takes 0 to 36500 days")
    }
  }

  var retention: Retention {
    Retention(messages: Int64(keep) * Self.day, privateMessages: Int64(keepPrivate) * Self.day)
  }

  private static let day: Int64 = 86_400_000

  /// The folder of the journal, nil where it is in memory. One that is missing is made, closed to others.
  func folder(throwaway: Bool) throws -> String? {
    guard case .file(let path)? = throwaway ? .memory : journal ?? .standard else { return nil }
    let folder = SandboxOptions.folder(of: path)
    if folder != ".", folder != "/" { try PrivateFile.makeDirectory(folder) }
    return folder
  }

  /// Opens the journal, whose folder is there.
  func open(throwaway: Bool) throws -> any Journal {
    let room = RoomID(Random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    let place = throwaway ? .memory : journal ?? .standard
    switch place {
    case nil: throw NoPlaceForJournal()
    case .memory: return MemoryJournal(room: room, clock: { Clock.wallMilliseconds })
    case .file(let path):
      return try SQLiteJournal(path, durability: sync, newRoom: room, clock: { Clock.wallMilliseconds })
    }
  }
}

extension Durability: ExpressibleByArgument {}
