import Journal
import TestSupport
import Testing

@testable import JournalSQLite

@Suite("Whom messages may concern")
struct PersonFilterTests {
  private var random = SeededRandom(seed: 20_261_130)

  private mutating func session() -> SessionID {
    SessionID(
      high: UInt64.random(in: .min ... .max, using: &random),
      low: UInt64.random(in: .min ... .max, using: &random))
  }

  @Test("is nobody at first, and then everyone who was inserted, after it was written down too")
  mutating func inserted() throws {
    var filter = PersonFilter()
    #expect(filter.bytes.isEmpty && !filter.mayHave(.ana))
    let persons = (0..<768).map { index in
      index % 2 == 0 ? session() : SessionID.owner(since: SequenceNumber(UInt64(index)))
    }
    for person in persons { filter.insert(person) }
    let again = try PersonFilter(filter.bytes)
    #expect(persons.allSatisfy { filter.mayHave($0) && again.mayHave($0) })
    filter.removeAll()
    #expect(filter.bytes.isEmpty && !persons.contains { filter.mayHave($0) })
    filter.insert(.ana)
    #expect(filter.mayHave(.ana) && !filter.mayHave(.beto))
  }

  @Test("is hardly anybody else, be they sessions or owners")
  mutating func others() {
    for (count, limit) in [(100, 10), (768, 900)] {
      var filter = PersonFilter()
      for index in 0..<count {
        filter.insert(index % 2 == 0 ? session() : .owner(since: SequenceNumber(UInt64(index))))
      }
      var found = 0
      for index in 0..<10_000 {
        let owner = SessionID.owner(since: SequenceNumber(UInt64(index + 10_000)))
        if filter.mayHave(index % 2 == 0 ? session() : owner) { found += 1 }
      }
      #expect(found <= limit, "\(found) of 10,000 beside \(count)")
    }
  }

  @Test("is found in what an earlier program wrote down")
  func places() throws {
    var filter = PersonFilter()
    filter.insert(.ana)
    let set = filter.bytes.indices.filter { filter.bytes[$0] != 0 }.map { [$0, Int(filter.bytes[$0])] }
    #expect(set == [[202, 4], [227, 8], [388, 1]])
  }

  @Test("is an error where it has another length")
  func lengths() {
    for count in [1, 511, 513] {
      #expect(throws: JournalError.self) { try PersonFilter([UInt8](repeating: 0, count: count)) }
    }
  }
}
