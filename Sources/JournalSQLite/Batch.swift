import Journal

/// Entries that stand together in one row, packed one after the other.
///
/// Of each there is the distance of its number and of its time from the one before (of the first from zero),
/// the writer, the session, the number of the line, and the event as the stream has it too
/// (`Event.pack`), or one byte where that is gone.
struct Batch {
  /// From so many bytes on a batch is full: an entry more would cost whoever reads or changes one of them
  /// more than a row of its own.
  static let byteLimit = 16 << 10

  private static let struck: UInt8 = 0
  private static let erased: UInt8 = 8

  private(set) var bytes: [UInt8] = []
  /// The last entry's number.
  private(set) var last = SequenceNumber.zero
  private var milliseconds: Int64 = 0

  init() {}

  init(_ entries: some Sequence<StoredEntry>) {
    for entry in entries { append(entry) }
  }

  var isEmpty: Bool { bytes.isEmpty }

  var isFull: Bool { bytes.count >= Self.byteLimit }

  /// Adds an entry that comes after all that are there.
  mutating func append(_ entry: Entry) {
    begin(entry.sequence, entry.milliseconds, entry.writer, entry.session, entry.number)
    entry.event.pack(into: &bytes)
  }

  /// The same with what is left of one.
  mutating func append(_ entry: StoredEntry) {
    begin(entry.sequence, entry.milliseconds, entry.writer, entry.session, entry.number)
    switch entry.content {
    case .event(let event): event.pack(into: &bytes)
    case .erased: bytes.append(Self.erased)
    case .struck: bytes.append(Self.struck)
    }
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    last = .zero
    milliseconds = 0
  }

  private mutating func begin(
    _ sequence: SequenceNumber, _ milliseconds: Int64, _ writer: UInt64, _ session: SessionID,
    _ number: UInt64
  ) {
    precondition(sequence > last, "a log is written forwards")
    bytes.pack(sequence.value - last.value)
    bytes.pack(signed: milliseconds &- self.milliseconds)
    bytes.pack(writer)
    bytes.pack(session)
    bytes.pack(number)
    last = sequence
    self.milliseconds = milliseconds
  }

  /// What a row has: one entry at least, below 2^63 - 1.
  static func entries(_ bytes: [UInt8]) throws(JournalError) -> [StoredEntry] {
    var reader = Unpacker(bytes)
    var entries: [StoredEntry] = []
    var (last, milliseconds) = (UInt64(0), Int64(0))
    repeat {
      let (next, isTooLarge) = last.addingReportingOverflow(try reader.number())
      // SQLite's integers have a sign, and one more has to be possible.
      guard !isTooLarge, next > last, next < Int64.max else {
        throw Unpacker.corrupt("numbers are out of order")
      }
      last = next
      milliseconds &+= try reader.signedNumber()
      let (writer, session, number) = (try reader.number(), try reader.session(), try reader.number())
      entries.append(
        StoredEntry(
          sequence: SequenceNumber(last), milliseconds: milliseconds, writer: writer, session: session,
          number: number, content: try content(&reader)))
    } while !reader.isAtEnd
    return entries
  }

  private static func content(_ reader: inout Unpacker) throws(JournalError) -> StoredEntry.Content {
    switch reader.next {
    case struck:
      _ = try reader.byte()
      return .struck
    case erased:
      _ = try reader.byte()
      return .erased
    default:
      do {
        return .event(try Event(&reader))
      } catch {
        // A newer program would have made the file a newer one.
        throw error.kind == .newer ? JournalError(.corrupt, error.description) : error
      }
    }
  }
}
