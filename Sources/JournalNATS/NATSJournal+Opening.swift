import Journal
import JournalSQLite
import Reactor
import TLS

extension NATSJournal {
  /// What there is once the stream has been read up to its end.
  struct Opening {
    /// Without a message for so long, the stream cannot be read, in milliseconds.
    static let patience: Int64 = 30_000
    /// Messages that are put into the mirror at once.
    private static let step = 1_024

    let room: RoomID
    let connection: NATSConnection
    let exchange: Exchange
    let mirror: SQLiteMirror
    let manifest: Manifest?
    private(set) var reader: StreamReader
    private(set) var intake: Intake

    init(_ settings: NATSSettings, _ newRoom: RoomID) throws(NATSJournalError) {
      let address = settings.address
      do throws(NATSFailure) {
        connection = try NATSConnection(settings)
      } catch {
        throw .unreachable(address, reason: error.text)
      }
      room = try StreamSetup(connection, address).room(newRoom)
      // Never 0, which says that nobody else writes.
      exchange = Exchange(writer: max(1, Random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }))
      let last: UInt64
      do {
        last = try connection.stream()?.last ?? 0
        manifest = try SnapshotStore(connection).manifest()?.manifest
        mirror = try SQLiteMirror(settings.mirror, of: room)
        intake = try Intake(mirror, from: manifest)
      } catch let error as JournalError {
        throw .journal(error)
      } catch let error as NATSFailure {
        throw .unreachable(address, reason: error.text)
      } catch {
        throw .unreachable(address, reason: "\(error)")
      }
      guard last >= mirror.position.value else {
        throw .stream(address, .isShorter(last: last, mirror: mirror.position.value))
      }
      reader = StreamReader(connection, exchange, after: mirror.position.value, name: "\(address)")
      guard try fill(through: last) else {
        throw .unreachable(address, reason: "the stream cannot be read")
      }
    }

    /// Reads the stream into the mirror; false where nothing comes.
    private mutating func fill(through last: UInt64) throws(NATSJournalError) -> Bool {
      var waiting = 0
      var position = reader.position
      var deadline = Clock.monotonicMilliseconds + Self.patience
      do throws(JournalError) {
        while reader.position < last {
          try reader.step(StreamReader.attention)
          if reader.position > position {
            waiting += 1
            position = reader.position
            deadline = Clock.monotonicMilliseconds + Self.patience
          } else if Clock.monotonicMilliseconds > deadline {
            return false
          }
          if waiting == Self.step {
            waiting = 0
            try take()
          }
        }
        try take()
      } catch {
        throw .journal(error)
      }
      return true
    }

    private mutating func take() throws(JournalError) {
      let taken = exchange.take()
      _ = try intake.take(taken.arrivals, into: mirror)
      try intake.removeRemoved(from: mirror)
      if let error = taken.stopped { throw error }
    }
  }
}
