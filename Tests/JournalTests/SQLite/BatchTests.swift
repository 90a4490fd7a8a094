import Journal
import Testing

@testable import JournalSQLite

@Suite("Entries in one row")
struct BatchTests {
  /// What SQLite's integers bear, with room for one more.
  private static let greatest = UInt64(Int64.max) - 1

  private static let entries = Event.samples.enumerated().map { index, event in
    // Numbers with gaps, and times that go back where one writer's clock is behind another's.
    StoredEntry(
      sequence: SequenceNumber(UInt64(index * index + 1)), milliseconds: index % 2 == 0 ? .max : .min,
      writer: index % 3 == 0 ? .max : 0, session: index % 2 == 0 ? .ana : .beto,
      number: index % 5 == 0 ? .max : 0, content: .event(event))
  }

  private static var all: [StoredEntry] {
    entries + [
      StoredEntry(
        sequence: SequenceNumber(greatest - 1), milliseconds: 7, writer: 1, session: .caio, number: 8,
        content: .erased),
      StoredEntry(
        sequence: SequenceNumber(greatest), milliseconds: 7, writer: 1, session: .server, number: 0,
        content: .struck),
    ]
  }

  @Test("are read as they were written")
  func whole() throws {
    let batch = Batch(Self.all)
    #expect(batch.last == SequenceNumber(Self.greatest))
    #expect(try Batch.entries(batch.bytes) == Self.all)
    var events = Batch()
    for entry in Self.entries.compactMap(\.entry) { events.append(entry) }
    #expect(events.bytes == Batch(Self.entries).bytes)
  }

  @Test("are none of them where one is cut off, begins anew, or is of no kind")
  func damaged() throws {
    for entry in Self.all {
      let bytes = Batch([entry]).bytes
      for count in 0..<bytes.count {
        #expect(throws: JournalError.self) { try Batch.entries(Array(bytes.prefix(count))) }
      }
    }
    let one = Batch([Self.all[0]]).bytes
    // A distance of none, and one that leads past the greatest number.
    #expect(throws: JournalError.self) { try Batch.entries(one + [0] + one.dropFirst()) }
    let last = Batch([Self.all[Self.all.count - 1]]).bytes
    #expect(throws: JournalError.self) { try Batch.entries(one + last) }
    let unknown = Array(last.dropLast()) + [99]
    #expect { try Batch.entries(unknown) } throws: { ($0 as? JournalError)?.kind == .corrupt }
    let tooGreat = StoredEntry(
      sequence: SequenceNumber(Self.greatest + 1), milliseconds: 7, writer: 1, session: .server, number: 0,
      content: .struck)
    #expect(throws: JournalError.self) { try Batch.entries(Batch([tooGreat]).bytes) }
  }

  @Test("stand as they did in the first version that had them")
  func firstVersion() {
    let entry = Entry(
      sequence: SequenceNumber(300), milliseconds: -2, session: .ana, number: 5, event: .away(.lost))
    var batch = Batch()
    batch.append(entry)
    let session: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    #expect(batch.bytes == [0xAC, 2, 3, 0] + session + [5, 4, LeaveCause.lost.rawValue])
  }

  @Test("are full at so many bytes, and not at one less")
  func full() {
    func bytes(_ text: Int) -> Batch {
      var batch = Batch()
      batch.append(
        Entry(
          sequence: SequenceNumber(1), milliseconds: 0, session: .ana, number: 0,
          event: .said(String(repeating: "x", count: text))))
      return batch
    }
    let around = bytes(Batch.byteLimit - 1_000).bytes.count - (Batch.byteLimit - 1_000)
    #expect(!bytes(Batch.byteLimit - around - 1).isFull)
    #expect(bytes(Batch.byteLimit - around).isFull)
    var batch = bytes(Batch.byteLimit)
    batch.removeAll()
    #expect(batch.isEmpty && !batch.isFull)
    #expect(batch.last == .zero)
  }
}
