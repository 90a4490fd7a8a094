import ArgumentParser
import ChatServer
import Glibc
import Journal
import JournalSQLite
import Reactor

/// What `papod names` is told of the journal.
struct NamesOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The file of the room's log. (default: $XDG_STATE_HOME/papo/journal.db)", valueName: "FILE"))
  var journal: JournalPlace?

  /// Reads the journal, and keeps other programs away from it until the end.
  func open() throws -> NameBook {
    switch journal ?? .standard {
    case nil: throw NoPlaceForJournal()
    case .memory: throw ValidationError("a journal in memory ends with its server")
    case .stream, .misspelt: throw ValidationError("names are changed in a journal that is a file")
    case .file(let path):
      // Opening would make it.
      guard unsafe access(path, F_OK) == 0 else { throw NoJournal(path: path) }
      let clock: @Sendable () -> Int64 = { Clock.wallMilliseconds }
      return try NameBook(SQLiteJournal(path, newRoom: RoomID(0), clock: clock), clock: clock)
    }
  }
}
