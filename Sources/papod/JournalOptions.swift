import ArgumentParser
import ChatServer
import Journal
import JournalNATS
import JournalSQLite
import Logging
import Reactor
import TLS

/// What `papod serve` is told of its journal.
struct JournalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The file of the room's log, or memory, or nats://HOST:PORT,HOST:PORT/STREAM. \
      (default: $XDG_STATE_HOME/papo/journal.db)
      """, valueName: "PLACE"))
  var journal: JournalPlace?

  @OptionGroup var nats: NATSOptions

  @Option(
    help: ArgumentHelp(
      """
      With --journal nats://: the file of the copy that is read here, each papod's own; it is made anew \
      where it is missing. (default: $XDG_STATE_HOME/papo/STREAM.mirror.db)
      """, valueName: "FILE"))
  var natsMirror: String?

  @OptionGroup var node: NodeOptions

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
    switch journal {
    case .misspelt: throw JournalPlace.misspeltError
    case .stream: break
    case .memory, .file, nil:
      guard nats.isEmpty, natsMirror == nil else { throw NATSOptions.misplacedError }
      guard node.isEmpty else { throw ValidationError("--announce and --lease belong to --journal nats://") }
    }
  }

  var retention: Retention {
    Retention(messages: Int64(keep) * Self.day, privateMessages: Int64(keepPrivate) * Self.day)
  }

  private static let day: Int64 = 86_400_000

  /// Whether the journal is reached over connections.
  func connects(throwaway: Bool) -> Bool { address(throwaway: throwaway) != nil }

  /// The folder of the journal, or of what it keeps here; nil where it is in memory. One that is missing is
  /// made, closed to others.
  func folder(throwaway: Bool) throws -> String? {
    let path: String
    if let address = address(throwaway: throwaway) {
      path = try mirror(of: address)
    } else if case .file(let file)? = throwaway ? .memory : journal ?? .standard {
      path = file
    } else {
      return nil
    }
    let folder = SandboxOptions.folder(of: path)
    if folder != ".", folder != "/" { try PrivateFile.makeDirectory(folder) }
    return folder
  }

  /// Opens the journal, whose folder is there.
  func open(throwaway: Bool, _ log: Logger) throws -> any Journal {
    let room = RoomID(Random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    let clock: @Sendable () -> Int64 = { Clock.wallMilliseconds }
    let place = throwaway ? .memory : journal ?? .standard
    switch place {
    case nil, .misspelt: throw NoPlaceForJournal()
    case .memory: return MemoryJournal(room: room, clock: clock)
    case .file(let path): return try SQLiteJournal(path, durability: sync, newRoom: room, clock: clock)
    case .stream(let address):
      let settings = nats.settings(for: address, mirror: try mirror(of: address))
      if !settings.isEncrypted, !address.isLocal {
        log.warning("what people write goes to the journal's servers in the clear: --nats-ca encrypts it")
      }
      do throws(NATSJournalError) {
        return try NATSJournal(settings, newRoom: room, clock: clock)
      } catch {
        throw StreamUnusable(cause: error)
      }
    }
  }

  /// Where the copy of a stream lies.
  private func mirror(of address: NATSAddress) throws -> String {
    if let natsMirror { return natsMirror }
    guard let folder = StateFolder.path(Environment.variable) else { throw NoPlaceForJournal() }
    return "\(folder)/\(address.stream).mirror.db"
  }

  private func address(throwaway: Bool) -> NATSAddress? {
    guard !throwaway, case .stream(let address) = journal else { return nil }
    return address
  }
}

extension Durability: ExpressibleByArgument {}
