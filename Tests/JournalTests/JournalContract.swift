import Journal
import Testing

/// What holds for every `Journal`, on the side of its one owner: the sentences of `Journal`'s comments.
@Suite("Every journal, to its owner")
struct JournalContract {
  @Test("is the log of one room, and says whether others may write to it", arguments: JournalMaker.all)
  func room(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    #expect(bench.journal.room == RoomID(7))
    #expect(bench.journal.isShared == (bench.journal.writer != 0))
    #expect(bench.journal.isShared == (maker.testDescription.hasPrefix("NATSJournal")))
    bench.commit([.said("a")])
    #expect(bench.journal.room == RoomID(7))
  }

  @Test("answers each draft exactly once", arguments: JournalMaker.all)
  func answersOnce(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let drafts = (0..<100).map { bench.draft(.said("\($0)")) }
    for start in stride(from: 0, to: 100, by: 10) { bench.journal.submit(Array(drafts[start..<start + 10])) }
    let answers = bench.collect(100)
    #expect(answers.compactMap(\.draft).sorted() == drafts.map(\.id))
    #expect(answers.count == 100)
    #expect(bench.collect().isEmpty)
  }

  @Test("answers nothing to nothing", arguments: JournalMaker.all)
  func nothing(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    #expect(bench.collect().isEmpty)
    bench.journal.submit([])
    #expect(bench.collect().isEmpty)
  }

  @Test("appends its answers to those that were collected before", arguments: JournalMaker.all)
  func appends(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let first = bench.commit([.said("a")])[0].sequence
    var answers: [JournalAnswer] = [.failed(draft: 99)]
    bench.journal.collect(into: &answers)
    #expect(answers == [.failed(draft: 99)])
    bench.journal.submit([bench.draft(.said("b"))])
    while answers.count < 2 {
      bench.journal.collect(into: &answers)
      guard answers.count == 2 || bench.wakes() else { break }
    }
    #expect(answers.first == .failed(draft: 99))
    #expect(answers.count == 2 && answers.last?.entry.map { $0.sequence > first } == true)
  }

  @Test("keeps what a draft says, in its entry", arguments: JournalMaker.all)
  func entryOfDraft(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let identity = Identity(name: Array("Ana".utf8), key: Array("ana".utf8), isResumable: true)
    let owner = Identity(
      name: identity.name, key: identity.key, isResumable: true, keys: (0..<8).map { .sample($0) })
    let events: [Event] = [
      .joined(identity), .joined(owner),
      .keys(KeyChange(kind: .added, name: owner.name, nameKey: owner.key, key: .sample(9))),
      .keys(
        KeyChange(kind: .added, name: owner.name, nameKey: owner.key, key: .sample(9), others: owner.keys)),
      .keys(
        KeyChange(kind: .removed, name: owner.name, nameKey: owner.key, key: .sample(8), others: [.sample(1)])
      ),
      .keys(KeyChange(kind: .given, name: owner.name, nameKey: owner.key, key: .sample(7))),
      .keys(KeyChange(kind: .freed, name: owner.name, nameKey: owner.key, key: nil)), .said("olá"),
      .whispered("psiu", to: .beto), .away(.lost), .returned,
      .joined(
        Identity(
          name: owner.name, key: owner.key, isResumable: true, keys: owner.keys, isFurther: true)),
      .whispered("psiu", to: .owner(since: SequenceNumber(2)), by: .owner(since: SequenceNumber(9))),
      .forgotten(owner: .owner(since: SequenceNumber(2)), through: SequenceNumber(5)),
      .left(name: identity.name, cause: .quit, awaySince: nil, isLast: false),
      .left(name: identity.name, cause: .lost, awaySince: SequenceNumber(4), isLast: false),
      .left(name: identity.name, cause: .kicked, awaySince: nil),
      .left(name: identity.name, cause: .lost, awaySince: SequenceNumber(4)),
      .ended(goneSince: SequenceNumber(7)), .kicked(from: .beto, for: 0, ""),
      .kicked(from: .beto, for: .max, "192.0.2.7"),
      .banned(subject: Array("2001:db8::/64".utf8), by: identity.name),
      .pardoned(subject: Array("2001:db8::/64".utf8), by: identity.name), .nodeServes(.sample),
      .nodeServes(Node(address: [0x61], pins: [.sample(3)], lease: Node.maximumLease)),
      .nodeEnded(node: .max, since: nil), .nodeEnded(node: 1, since: SequenceNumber(4)),
    ]
    let drafts = events.enumerated().map {
      Draft(id: UInt64($0) + 10, session: .caio, number: UInt64($0), event: $1)
    }
    bench.journal.submit(drafts)
    let entries = bench.collect(drafts.count).compactMap(\.entry)
    #expect(entries.map(\.event) == events)
    #expect(entries.map(\.number) == drafts.map(\.number))
    #expect(entries.allSatisfy { $0.session == .caio && $0.milliseconds == 1_000 })
    #expect(entries.allSatisfy { $0.writer == bench.journal.writer })
    #expect(bench.everything() == entries)
  }

  @Test("commits in the order of its sequence numbers, from above 0", arguments: JournalMaker.all)
  func order(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let texts = (0..<50).map { "\($0)" }
    var entries = bench.commit(texts.prefix(25).map { .said($0) })
    entries += bench.commit(texts.suffix(25).map { .said($0) })
    #expect(entries.texts == texts)
    #expect(zip(entries.sequences, entries.sequences.dropFirst()).allSatisfy { $0 < $1 })
    #expect(entries[0].sequence > .zero)
  }

  @Test(
    "has the entries of two writers in one order, each its own answers, and says who wrote which",
    arguments: JournalMaker.shared)
  func twoWriters(_ maker: JournalMaker) throws {
    let first = try maker.bench()
    let second = try maker.bench(beside: first)
    let writers = [first.journal.writer, second.journal.writer]
    #expect(writers[0] != writers[1] && second.journal.isShared && second.journal.room == first.journal.room)
    for number in 0..<20 {
      for bench in [first, second] { bench.journal.submit([bench.draft(.said("\(number)"))]) }
    }
    let answers = [first.collect(40), second.collect(40)]
    let entries = answers[0].compactMap(\.entry)
    #expect(entries.count == 40 && answers[1].compactMap(\.entry) == entries)
    for (index, bench) in [first, second].enumerated() {
      #expect(bench.everything() == entries)
      #expect(answers[index].compactMap(\.draft) == Array(1...20))
      let own = answers[index].filter { $0.draft != nil }.compactMap(\.entry)
      #expect(own == entries.filter { $0.writer == writers[index] })
    }
  }

  @Test("lets entries of others stand between one's own, in the one stream", arguments: JournalMaker.inMemory)
  func others(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    bench.journal.submit([bench.draft(.said("mine 1"))])
    bench.control.interleave(Draft(id: 1, session: .beto, number: 5, event: .said("theirs")), by: 9)
    bench.journal.submit([bench.draft(.said("mine 2"))])
    let answers = bench.collect(3)
    #expect(answers.compactMap(\.entry).texts == ["mine 1", "theirs", "mine 2"])
    // The other writer's draft had an id of ours: it is not our draft for all that.
    #expect(answers.map(\.draft) == [1, nil, 2])
    #expect(answers[1].entry?.session == .beto && answers[1].entry?.number == 5)
    #expect(answers[1].entry?.writer == 9)
    #expect(bench.everything() == answers.compactMap(\.entry))
  }

  @Test("fails drafts by their ids, each by itself", arguments: JournalMaker.inMemory)
  func failures(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let drafts = (0..<4).map { bench.draft(.said("\($0)")) }
    bench.control.failNext(2)
    bench.journal.submit(drafts)
    let answers = bench.collect(4)
    let failed = answers.filter { $0.entry == nil }
    #expect(failed == [.failed(draft: drafts[0].id), .failed(draft: drafts[1].id)])
    #expect(answers.compactMap(\.entry).texts == ["2", "3"])
    #expect(bench.everything().texts == ["2", "3"])
    bench.journal.submit([bench.draft(.said("4"))])
    #expect(bench.collect(1).compactMap(\.entry).texts == ["4"])
  }

  @Test("may answer later, and then wakes its owner", arguments: JournalMaker.inMemory)
  func laterAnswers(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    bench.control.holdAnswers(true)
    bench.journal.submit([bench.draft(.said("a"))])
    #expect(bench.collect().isEmpty)
    bench.journal.submit([bench.draft(.said("b"))])
    #expect(bench.collect().isEmpty)
    bench.control.holdAnswers(false)
    #expect(bench.wakes())
    #expect(bench.collect(2).compactMap(\.draft) == [1, 2])
  }

  @Test("wakes its owner for an entry of somebody else's", arguments: JournalMaker.inMemory)
  func wakesForOthers(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    bench.control.interleave(Draft(id: 1, session: .beto, number: 0, event: .said("theirs")), by: 9)
    #expect(bench.wakes())
    #expect(bench.collect(1).compactMap(\.entry).texts == ["theirs"])
  }

  @Test(
    "commits what other threads write meanwhile, once each and in one order", arguments: JournalMaker.inMemory
  )
  func manyWriters(_ maker: JournalMaker) async throws {
    let bench = try maker.bench()
    let control = bench.control
    let others = Task.detached {
      for number in 1...200 {
        control.interleave(Draft(id: 1, session: .beto, number: UInt64(number), event: .said("x")), by: 9)
      }
    }
    for _ in 0..<20 { bench.journal.submit((0..<10).map { _ in bench.draft(.said("y")) }) }
    await others.value
    let answers = bench.collect(400)
    let entries = answers.compactMap(\.entry)
    #expect(entries.count == 400)
    #expect(zip(entries.sequences, entries.sequences.dropFirst()).allSatisfy { $0 < $1 })
    #expect(answers.compactMap(\.draft) == Array(1...200))
    #expect(entries.filter { $0.session == .beto }.map(\.number) == Array(1...200))
    #expect(bench.everything() == entries)
  }

  @Test("gives entries times that never fall although the clock does", arguments: JournalMaker.all)
  func times(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    var times: [Int64] = []
    for now: Int64 in [1_000, 1_005, 3, 1_004, 1_006] {
      bench.clock.set(now)
      times += bench.commit([.said("a")]).map(\.milliseconds)
    }
    #expect(times == [1_000, 1_005, 1_005, 1_005, 1_006])
  }

  @Test("gives the entries of others such times too", arguments: JournalMaker.inMemory)
  func timesOfOthers(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    bench.commit([.said("a")])
    bench.clock.set(0)
    bench.control.interleave(Draft(id: 1, session: .beto, number: 0, event: .said("b")), by: 9)
    #expect(bench.collect(1).compactMap(\.entry).map(\.milliseconds) == [1_000])
  }

  @Test("hides from its reader what was struck, and nothing else", arguments: JournalMaker.all)
  func strike(_ maker: JournalMaker) throws {
    let bench = try maker.bench()
    let entries = bench.commit((0..<6).map { .said("\($0)") })
    bench.journal.strike([entries[1].sequence, entries[4].sequence])
    #expect(bench.everything().texts == ["0", "2", "3", "5"])
    bench.journal.strike([entries[5].sequence])
    bench.journal.strike([])
    #expect(bench.everything().texts == ["0", "2", "3"])
    let messages = bench.reader.messages(for: .ana, through: entries[5].sequence, count: 2, bytes: .max)
    #expect(messages.texts == ["2", "3"])
  }
}
