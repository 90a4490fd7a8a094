import Glibc
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
      let engine = connection
      room = try Self.room(engine, settings, newRoom)
      // Never 0, which says that nobody else writes.
      exchange = Exchange(writer: max(1, Random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }))
      manifest = try Self.patiently(address) { try SnapshotStore(engine).manifest() }
      do throws(JournalError) {
        mirror = try SQLiteMirror(settings.mirror, of: room)
        intake = try Intake(mirror, from: manifest)
      } catch {
        throw .journal(error)
      }
      let last = try Self.last(connection, settings, mirror: mirror.position.value)
      reader = StreamReader(
        connection, exchange, after: mirror.position.value, name: "\(address)", lossTime: settings.lossTime)
      guard try fill(through: last) else {
        throw .unreachable(address, reason: "the stream cannot be read")
      }
    }

    /// Asks again while the engine cannot answer, for `patience` milliseconds: servers that have just been
    /// started, or have lost one of them, need some seconds to agree upon which of them leads.
    private static func patiently<Answer>(
      _ address: NATSAddress, _ body: () throws -> Answer
    ) throws(NATSJournalError) -> Answer {
      let deadline = Clock.monotonicMilliseconds + patience
      while true {
        do {
          return try body()
        } catch let failure as NATSFailure {
          guard failure.isPassing, Clock.monotonicMilliseconds < deadline else {
            throw .unreachable(address, reason: failure.text)
          }
          usleep(UInt32(StreamReader.retryTime) * 1_000)
        } catch let error as JournalError {
          throw .journal(error)
        } catch let error as NATSJournalError {
          throw error
        } catch {
          throw .unreachable(address, reason: "\(error)")
        }
      }
    }

    /// The stream's room, unless none is found for too long: a server answers that there is no such message
    /// also where it could not read it, as when all have just been started.
    private static func room(
      _ connection: NATSConnection, _ settings: NATSSettings, _ newRoom: RoomID
    ) throws(NATSJournalError) -> RoomID {
      let setup = StreamSetup(connection, settings)
      let deadline = Clock.monotonicMilliseconds + settings.lossTime
      while true {
        if let room = try patiently(settings.address, { try setup.room(newRoom) }) { return room }
        guard Clock.monotonicMilliseconds < deadline else { throw .stream(settings.address, .foreign) }
        usleep(UInt32(StreamReader.retryTime) * 1_000)
      }
    }

    /// The number of the stream's newest message, unless the mirror has more of it for too long.
    private static func last(
      _ connection: NATSConnection, _ settings: NATSSettings, mirror: UInt64
    ) throws(NATSJournalError) -> UInt64 {
      let deadline = Clock.monotonicMilliseconds + settings.lossTime
      while true {
        let last = try patiently(settings.address) { try connection.stream()?.last ?? 0 }
        if last >= mirror { return last }
        guard Clock.monotonicMilliseconds < deadline else {
          throw .stream(settings.address, .isShorter(last: last, mirror: mirror))
        }
        usleep(UInt32(StreamReader.retryTime) * 1_000)
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
