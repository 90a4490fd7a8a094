import Journal
import Testing

/// What holds for the reader of every `Journal`: the sentences of `JournalReader`'s comments.
@Suite("Every journal's reader")
struct JournalReaderContract {
  @Test("finds nothing in an empty log", arguments: JournalMaker.read)
  func empty(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    #expect(bench.reader.oldest() == nil)
    #expect(bench.everything().isEmpty)
    #expect(bench.reader.messages(for: .ana, through: SequenceNumber(.max), count: 9, bytes: .max).isEmpty)
  }

  @Test(
    "knows the oldest entry that is kept, at the capacity and one past it", arguments: JournalMaker.inMemory)
  func oldest(_ maker: JournalMaker) throws {
    // Each entry costs 64 and "Ana" and one byte of text.
    let bench = try maker.bench(capacity: 4 * 68)
    let entries = bench.commit((0..<4).map { .said("\($0)") })
    #expect(bench.reader.oldest() == entries[0].sequence)
    #expect(bench.everything() == entries)
    let next = bench.commit([.said("4")])
    #expect(bench.reader.oldest() == entries[1].sequence)
    #expect(bench.everything() == entries.dropFirst() + next)
  }

  @Test("keeps the newest entry even where it is larger than the capacity", arguments: JournalMaker.inMemory)
  func oversized(_ maker: JournalMaker) throws {
    let bench = try maker.bench(capacity: 100)
    bench.commit([.said("a")])
    let large = bench.commit([.said(String(repeating: "b", count: 200))])
    #expect(bench.everything() == large)
    #expect(bench.reader.oldest() == large.first?.sequence)
  }

  @Test("goes on finding entries long after the first were trimmed", arguments: JournalMaker.read)
  func trimmedForLong(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    var all: [Entry] = []
    for round in 0..<40 {
      all += bench.commit((0..<100).map { _ in .said("abc") })
      while try bench.journal.trim(through: all[all.count - 11].sequence, before: .max) {}
      let end = all[all.count - 3].sequence
      let start = all[all.count - 8].sequence
      let found = bench.reader.entries(after: start, through: end, bytes: .max)
      #expect(found == Array(all[(all.count - 7)...(all.count - 3)]), "round \(round)")
      #expect(bench.reader.oldest() == all[all.count - 10].sequence, "round \(round)")
    }
  }

  @Test("gives the entries after one, up to and with another, oldest first", arguments: JournalMaker.read)
  func range(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit((0..<6).map { .said("\($0)") })
    func read(_ start: Int, _ end: Int) -> [String] {
      bench.reader.entries(after: entries[start].sequence, through: entries[end].sequence, bytes: .max).texts
    }
    #expect(read(1, 4) == ["2", "3", "4"])
    #expect(read(1, 2) == ["2"])
    #expect(read(2, 2) == [])
    #expect(read(4, 1) == [])
    #expect(read(4, 5) == ["5"])
    #expect(read(5, 5) == [])
    let past = SequenceNumber(.max)
    #expect(bench.reader.entries(after: entries[3].sequence, through: past, bytes: .max).texts == ["4", "5"])
    #expect(bench.reader.entries(after: past, through: past, bytes: .max).isEmpty)
    #expect(bench.reader.entries(after: .zero, through: .zero, bytes: .max).isEmpty)
  }

  @Test("gives entries of every kind to whom asks for entries", arguments: JournalMaker.read)
  func kinds(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let events: [Event] = [.away(.lost), .returned, .said("a"), .whispered("b", to: .beto)]
    bench.commit(events)
    #expect(bench.everything().map(\.event) == events)
  }

  @Test("gives as many entries as fit, at the limit and one below it", arguments: JournalMaker.read)
  func entryBytes(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit((0..<6).map { .said("\($0)") })
    let cost = entries[0].cost
    func read(_ bytes: Int) -> [String] {
      bench.reader.entries(after: .zero, through: entries[5].sequence, bytes: bytes).texts
    }
    #expect(read(3 * cost) == ["0", "1", "2"])
    #expect(read(3 * cost - 1) == ["0", "1"])
    #expect(read(cost) == ["0"])
    // At least one, where there is one.
    #expect(read(cost - 1) == ["0"])
    #expect(read(0) == ["0"])
  }

  @Test(
    "counts no struck entry, neither as the one that there must be nor in bytes", arguments: JournalMaker.read
  )
  func struckBytes(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit((0..<6).map { .said("\($0)") })
    bench.journal.strike([entries[0].sequence, entries[2].sequence])
    let end = entries[5].sequence
    #expect(bench.reader.entries(after: .zero, through: end, bytes: 0).texts == ["1"])
    #expect(bench.reader.entries(after: .zero, through: end, bytes: 2 * entries[0].cost).texts == ["1", "3"])
    #expect(bench.reader.entries(after: .zero, through: entries[0].sequence, bytes: .max).isEmpty)
  }

  @Test("gives the last messages up to and with an entry, oldest first", arguments: JournalMaker.read)
  func messageCount(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit([.said("0"), .away(.lost), .said("1"), .returned, .said("2"), .said("3")])
    func read(_ count: Int, through index: Int) -> [String] {
      bench.reader.messages(for: .ana, through: entries[index].sequence, count: count, bytes: .max).texts
    }
    #expect(read(0, through: 5) == [])
    #expect(read(1, through: 5) == ["3"])
    #expect(read(3, through: 5) == ["1", "2", "3"])
    #expect(read(4, through: 5) == ["0", "1", "2", "3"])
    #expect(read(500, through: 5) == ["0", "1", "2", "3"])
    #expect(read(2, through: 4) == ["1", "2"])
    #expect(read(2, through: 3) == ["0", "1"])
  }

  @Test(
    "gives the private messages of the asker that are no older, beyond the count", arguments: JournalMaker.all
  )
  func ownPrivate(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    bench.commit([
      .whispered("p0", to: .beto), .said("0"), .whispered("p1", to: .beto), .said("1"),
      .whispered("p2", to: .beto),
    ])
    let end = SequenceNumber(.max)
    for session in [SessionID.ana, .beto] {
      func read(_ count: Int) -> [String] {
        bench.reader.messages(for: session, through: end, count: count, bytes: .max).texts
      }
      #expect(read(0) == [])
      #expect(read(1) == ["1", "p2"])
      #expect(read(2) == ["0", "p1", "1", "p2"])
      // With fewer public ones than were asked for, all private ones.
      #expect(read(3) == ["p0", "0", "p1", "1", "p2"])
    }
  }

  @Test("gives each device the private messages to and from its owner", arguments: JournalMaker.read)
  func ownersPrivate(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let (one, two) = (SessionID.owner(since: SequenceNumber(1)), SessionID.owner(since: SequenceNumber(2)))
    bench.commit([
      .whispered("to one", to: one), .whispered("to two", to: two), .whispered("by one", to: two, by: one),
      .whispered("by two", to: .beto, by: two), .said("all"), .whispered("to Beto", to: .beto),
    ])
    func read(_ session: SessionID, _ owner: SessionID?) -> [String] {
      bench.reader.messages(
        for: session, owner: owner, through: SequenceNumber(.max), count: 9, bytes: .max
      ).texts
    }
    #expect(read(.caio, one) == ["to one", "by one", "all"])
    #expect(read(.caio, two) == ["to two", "by one", "by two", "all"])
    #expect(read(.caio, nil) == ["all"])
    #expect(read(.beto, one) == ["to one", "by one", "by two", "all", "to Beto"])
  }

  @Test("never gives private messages of others back", arguments: JournalMaker.read)
  func othersPrivate(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    bench.commit([.whispered("a", to: .beto), .said("public"), .whispered("b", to: .beto)])
    // Of the same name as the addressee, but another session.
    let messages = bench.reader.messages(for: .caio, through: SequenceNumber(.max), count: 500, bytes: .max)
    #expect(messages.texts == ["public"])
  }

  @Test("gives the newest messages that fit, at the limit and one below it", arguments: JournalMaker.read)
  func messageBytes(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit((0..<5).map { .said("\($0)") })
    let cost = entries[0].cost
    func read(_ bytes: Int) -> [String] {
      bench.reader.messages(for: .ana, through: entries[4].sequence, count: 4, bytes: bytes).texts
    }
    #expect(read(4 * cost) == ["1", "2", "3", "4"])
    #expect(read(4 * cost - 1) == ["2", "3", "4"])
    #expect(read(cost) == ["4"])
    #expect(read(cost - 1) == [])
    #expect(read(0) == [])
  }

  @Test("may be used from other threads while its owner writes", arguments: JournalMaker.read)
  func otherThread(_ maker: JournalMaker) async throws {
    let bench = try maker.bench()
    let reader = bench.reader
    let end = SequenceNumber(.max)
    let readings = (0..<2).map { _ in
      Task.detached { () -> Bool in
        var seen = SequenceNumber.zero
        while true {
          let entries = reader.entries(after: seen, through: end, bytes: 1_000)
          let messages = reader.messages(for: .ana, through: end, count: 10, bytes: .max)
          let sequences = entries.map(\.sequence)
          guard zip(sequences, sequences.dropFirst()).allSatisfy({ $0 < $1 }),
            sequences.allSatisfy({ $0 > seen }), messages.count <= 10,
            (reader.oldest()?.value ?? 1) >= 1
          else { return false }
          if entries.last?.event == .returned { return true }
          seen = sequences.last ?? seen
          await Task.yield()
        }
      }
    }
    for _ in 0..<100 {
      let entries = bench.commit((0..<10).map { _ in .said("") })
      bench.journal.strike([entries[0].sequence])
      #expect((try? bench.journal.trim(through: entries[0].sequence, before: .max)) != nil)
    }
    bench.commit([.returned])
    for reading in readings { #expect(await reading.value) }
  }
}
