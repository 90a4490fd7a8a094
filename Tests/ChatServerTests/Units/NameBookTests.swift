import Journal
import TLS
import TestSupport
import Testing
import Wire

@testable import ChatServer

@Suite("The book of names that belong to keys")
struct NameBookTests {
  private let clock = SettableClock(1_000)
  private let journal: MemoryJournal

  init() {
    let clock = clock
    journal = MemoryJournal(room: RoomID(1)) { clock.milliseconds }
  }

  private func book() throws -> NameBook {
    let clock = clock
    return try NameBook(journal) { clock.milliseconds }
  }

  /// What others write, and a book hears of with what it writes next.
  private func interleave(_ event: Event, _ session: SessionID) {
    journal.interleave(Draft(id: 1, session: session, number: 0, event: event))
  }

  private func commit(_ event: Event, _ session: SessionID = Sample.ana) {
    interleave(event, session)
    var answers: [JournalAnswer] = []
    journal.collect(into: &answers)
  }

  /// What the next server makes of the journal.
  private func roster() throws -> Roster { try Restoration(of: journal).roster }

  private func pin(_ number: Int) throws -> PublicKeyPin {
    try #require(PublicKeyPin(parsing: Sample.key(number).pin))
  }

  @Test("lists what belongs to keys now, in order")
  func list() throws {
    #expect(try book().records.isEmpty)
    commit(Sample.joined("Zoe", keys: 1))
    clock.set(2_000)
    commit(Sample.joined("Ana", keys: 2), Sample.beto)
    commit(Sample.change(.added, "Ana", 3), Sample.beto)
    commit(Sample.joined("Bia"), Sample.caio)
    #expect(
      try book().records == [
        NameBook.Record(name: "Ana", lastBorne: 2_000, pins: [Sample.key(2).pin, Sample.key(3).pin]),
        NameBook.Record(name: "Zoe", lastBorne: 1_000, pins: [Sample.key(1).pin]),
      ])
    commit(Sample.left("Ana"), Sample.beto)
    clock.set(2_000 + OwnedName.lifetime)
    #expect(try book().records.map(\.name) == ["Zoe"])
  }

  @Test("frees a name, also one that somebody bore when the server stopped")
  func free() throws {
    commit(Sample.joined("Ana", keys: 1))
    commit(.away(.shutdown))
    var book = try book()
    try book.free(try Name("ANA"))
    #expect(book.records.isEmpty)
    var roster = try roster()
    #expect(roster.owned.names.isEmpty && roster.count == 0 && !roster.isResumable(Sample.ana))
    #expect(roster.apply(Sample.entry(9, Sample.joined("Ana"), Sample.beto)) == .counts)
  }

  @Test("frees and gives a name that was borne on several devices")
  func devices() throws {
    for isGiven in [false, true] {
      commit(Sample.joined("Ana", keys: 1))
      commit(Sample.joined("Ana", keys: 1, isFurther: true), Sample.beto)
      var book = try book()
      if isGiven { try book.give(try Name("Ana"), to: try pin(2)) } else { try book.free(try Name("Ana")) }
      let roster = try roster()
      #expect(roster.count == 0 && !roster.isResumable(Sample.ana) && !roster.isResumable(Sample.beto))
    }
    #expect(try book().records.map(\.pins) == [[Sample.key(2).pin]])
  }

  @Test("frees nothing that belongs to nobody")
  func notOwned() throws {
    commit(Sample.joined("Ana"))
    var book = try book()
    for name in ["Ana", "Bia"] {
      #expect {
        try book.free(try Name(name))
      } throws: {
        if case .notOwned? = $0 as? NameBookError { true } else { false }
      }
    }
    #expect(try roster().bearer(of: Sample.bytes("ana")) == Sample.ana)
  }

  @Test("gives a name to one key alone, whoever had or bore it")
  func give() throws {
    commit(Sample.joined("Ana", keys: 1))
    commit(Sample.change(.added, "Ana", 2))
    commit(Sample.joined("Bia"), Sample.beto)
    var book = try book()
    for name in ["Ana", "Bia", "Eva"] { try book.give(try Name(name), to: try pin(2)) }
    #expect(book.records.map(\.name) == ["Ana", "Bia", "Eva"])
    #expect(book.records.allSatisfy { $0.pins == [Sample.key(2).pin] })
    let roster = try roster()
    #expect(roster.count == 0)
    #expect(roster.verdict(onEntering: Sample.identity("Ana", keys: 1), at: 1_000) == .nameOwned)
    #expect(roster.verdict(onEntering: Sample.identity("Bia", keys: 2), at: 1_000) == .counts)
  }

  @Test("changes nothing where the key has the name alone, and where it has three others")
  func unchanged() throws {
    var book = try book()
    for name in ["Ana", "Bia", "Eva", "Eva"] { try book.give(try Name(name), to: try pin(1)) }
    commit(Sample.joined("Rui"), Sample.beto)
    book = try self.book()
    #expect {
      try book.give(try Name("Rui"), to: try pin(1))
    } throws: {
      if case .tooManyNames? = $0 as? NameBookError { true } else { false }
    }
    #expect(try journal.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max).count == 4)
    #expect(try roster().bearer(of: Sample.bytes("rui")) == Sample.beto)
  }

  @Test("frees and gives a name under which somebody has entered elsewhere meanwhile")
  func shared() throws {
    commit(Sample.joined("Ana", keys: 1))
    commit(Sample.left("Ana"))
    var book = try book()
    interleave(Sample.joined("Ana", keys: 1), Sample.beto)
    try book.free(try Name("Ana"))
    #expect(try book.records.isEmpty && roster().count == 0)
    interleave(Sample.joined("Ana", keys: 1), Sample.caio)
    try book.give(try Name("Ana"), to: try pin(2))
    #expect(book.records.map(\.pins) == [[Sample.key(2).pin]])
    #expect(try roster().owned.names.count == 1 && roster().count == 0)
  }

  @Test(
    "tries again ten times where somebody enters each time", arguments: [NameBook.tries - 1, NameBook.tries])
  func intruded(times: Int) throws {
    for isGiven in [false, true] {
      let clock = clock
      let journal = MemoryJournal(room: RoomID(1)) { clock.milliseconds }
      journal.interleave(Draft(id: 1, session: Sample.ana, number: 0, event: Sample.joined("Ana", keys: 1)))
      var answers: [JournalAnswer] = []
      journal.collect(into: &answers)
      let intrusion = Sample.joined("Ana", keys: 1, isFurther: true)
      var book = try NameBook(IntrudedJournal(journal, intrusion, times: times)) { clock.milliseconds }
      var isBorne = false
      do {
        if isGiven { try book.give(try Name("Ana"), to: try pin(2)) } else { try book.free(try Name("Ana")) }
      } catch NameBookError.borne {
        isBorne = true
      }
      #expect(isBorne == (times == NameBook.tries))
    }
  }

  @Test("takes it for done where others were faster")
  func overtaken() throws {
    commit(Sample.joined("Ana", keys: 1))
    commit(Sample.left("Ana"))
    var book = try book()
    interleave(
      .keys(KeyChange(kind: .freed, name: Sample.bytes("Ana"), nameKey: Sample.bytes("ana"), key: nil)),
      .server)
    try book.free(try Name("Ana"))
    let given = KeyChange(
      kind: .given, name: Sample.bytes("Ana"), nameKey: Sample.bytes("ana"), key: Sample.key(2))
    interleave(.keys(given), .server)
    try book.give(try Name("Ana"), to: try pin(2))
    #expect(book.records.map(\.pins) == [[Sample.key(2).pin]])
    #expect(try roster().owned.names.count == 1)
  }

  @Test("says where the journal does not answer")
  func unanswered() throws {
    let clock = clock
    var book = try NameBook(journal, patience: 0) { clock.milliseconds }
    journal.holdAnswers(true)
    #expect {
      try book.give(try Name("Ana"), to: try pin(1))
    } throws: {
      if case .unanswered? = $0 as? NameBookError { true } else { false }
    }
    journal.holdAnswers(false)
    #expect(try self.book().records.map(\.name) == ["Ana"])
  }

  @Test("says where the journal does not store it")
  func notStored() throws {
    var book = try book()
    journal.failNext(1)
    #expect {
      try book.give(try Name("Ana"), to: try pin(1))
    } throws: {
      if case .notStored(nil)? = $0 as? NameBookError { true } else { false }
    }
    #expect(book.records.isEmpty)
  }
}
