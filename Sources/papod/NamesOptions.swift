import ArgumentParser
import ChatServer
import Glibc
import Journal
import JournalNATS
import JournalSQLite
import Reactor

import class FoundationEssentials.FileManager

/// What `papod names` is told of the journal.
struct NamesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The file of the room's log, or nats://HOST:PORT,HOST:PORT/STREAM. \
      (default: $XDG_STATE_HOME/papo/journal.db)
      """, valueName: "PLACE"))
  var journal: JournalPlace?

  @OptionGroup var nats: NATSOptions

  func validate() throws {
    switch journal {
    case .misspelt: throw JournalPlace.misspeltError
    case .stream: break
    case .memory: throw ValidationError("a journal in memory ends with its server")
    case .file, nil: guard nats.isEmpty else { throw NATSOptions.misplacedError }
    }
  }

  /// Reads the journal. One that is a file is kept from other programs until the end.
  func read<Result>(_ body: (inout NameBook) throws -> Result) throws -> Result {
    let clock: @Sendable () -> Int64 = { Clock.wallMilliseconds }
    func read(_ journal: any Journal) throws -> Result {
      var book = try NameBook(journal, clock: clock)
      return try body(&book)
    }
    switch journal ?? .standard {
    case nil, .memory, .misspelt: throw NoPlaceForJournal()
    case .file(let path):
      // Opening would make it.
      guard unsafe access(path, F_OK) == 0 else { throw NoJournal(path: path) }
      return try read(SQLiteJournal(path, newRoom: RoomID(0), clock: clock))
    case .stream(let address):
      return try Self.withTemporaryFolder { folder in
        var settings = nats.settings(for: address, mirror: "\(folder)/mirror.db")
        settings.makesStream = false
        let journal: NATSJournal
        do throws(NATSJournalError) {
          journal = try NATSJournal(settings, newRoom: RoomID(0), clock: clock)
        } catch {
          throw StreamUnusable(cause: error)
        }
        return try read(journal)
      }
    }
  }

  /// A folder for what everybody has written, which is nobody else's and goes with the end.
  private static func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let template = FileManager.default.temporaryDirectory.path + "/papo-names.XXXXXX"
    var path = Array(template.utf8CString)
    guard unsafe mkdtemp(&path) != nil else { throw SystemError(call: "mkdtemp \(template)", code: errno) }
    let folder = String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}
