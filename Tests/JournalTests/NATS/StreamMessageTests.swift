import Journal
import Testing

@testable import JournalNATS

@Suite("The messages of a stream")
struct StreamMessageTests {
  private func message(_ event: Event) -> StreamEntry {
    StreamEntry(
      writer: 0x8000_0000_0000_0001, milliseconds: -5,
      draft: Draft(id: .max, session: .caio, number: .max, event: event))
  }

  @Test("are read as they were written, and are nothing with a byte less or more", arguments: Event.samples)
  func whole(event: Event) throws {
    let message = message(event)
    let bytes = message.bytes
    #expect(try StreamEntry(bytes) == message)
    for count in 0..<bytes.count {
      #expect(throws: JournalError.self) { try StreamEntry(Array(bytes.prefix(count))) }
    }
    #expect(throws: JournalError.self) { try StreamEntry(bytes + [0]) }
  }

  @Test("stand as they did in the first version, which is still the one")
  func firstVersion() throws {
    let writer: [UInt8] = [0x80, 0, 0, 0, 0, 0, 0, 1]
    let most = [UInt8](repeating: 0xFF, count: 9) + [1]
    let session: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 3]
    let bytes = [1] + writer + most + [9] + session + most + [5]
    #expect(message(.returned).bytes == bytes)
    #expect(try StreamEntry(bytes) == message(.returned))
  }

  @Test("of a later version are known for that")
  func newer() {
    var bytes = message(.returned).bytes
    bytes[0] += 1
    #expect { try StreamEntry(bytes) } throws: { ($0 as? JournalError)?.kind == .newer }
    #expect { try Checkpoint([2]) } throws: { ($0 as? JournalError)?.kind == .newer }
    #expect { try Removal([1, 9, 0]) } throws: { ($0 as? JournalError)?.kind == .newer }
  }

  @Test("of other kinds are read as they were written too")
  func others() throws {
    let checkpoint = Checkpoint(sequence: SequenceNumber(300), hash: [UInt8](repeating: 7, count: 32))
    #expect(try Checkpoint(checkpoint.bytes) == checkpoint)
    let removal = Removal(.erased, [3, 4, 900].map { SequenceNumber($0) })
    #expect(try Removal(removal.bytes) == removal)
    let manifest = Manifest(
      checkpoint: checkpoint, milliseconds: 1_795_456_800_000, parts: [5, 6, 9].map { SequenceNumber($0) })
    #expect(try Manifest(manifest.bytes) == manifest)
    for count in checkpoint.bytes.indices {
      #expect(throws: JournalError.self) { try Checkpoint(Array(checkpoint.bytes.prefix(count))) }
    }
    for count in removal.bytes.indices {
      #expect(throws: JournalError.self) { try Removal(Array(removal.bytes.prefix(count))) }
    }
    for count in manifest.bytes.indices {
      #expect(throws: JournalError.self) { try Manifest(Array(manifest.bytes.prefix(count))) }
    }
    #expect(throws: JournalError.self) { try Checkpoint(checkpoint.bytes + [0]) }
    #expect(throws: JournalError.self) { try Removal(removal.bytes + [0]) }
    #expect(throws: JournalError.self) { try Manifest(manifest.bytes + [0]) }
  }

  @Test("promise no more numbers than they have bytes")
  func count() {
    #expect(throws: JournalError.self) { try Removal([1, 1] + [0xFF, 0xFF, 0xFF, 0x7F]) }
    #expect(throws: JournalError.self) { try Removal([1, 1, 2, 5, 0]) }
  }

  @Test("bear the writer's and the draft's number as their name")
  func name() {
    #expect(message(.returned).name == "8000000000000001-18446744073709551615")
  }
}
