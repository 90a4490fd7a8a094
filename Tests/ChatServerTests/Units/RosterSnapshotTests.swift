import Journal
import Testing

@testable import ChatServer

@Suite("A roster's snapshot")
struct RosterSnapshotTests {
  private let ana = Sample.ana
  private let beto = Sample.beto

  private func decode(_ bytes: [UInt8], at sequence: SequenceNumber = SequenceNumber(.max)) throws -> Roster {
    try Roster(Snapshot(sequence: sequence, bytes: bytes))
  }

  /// Somebody in every state, with everything that is remembered of a session.
  private func manifold() -> RosterBench {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: .max)
    bench.apply(Sample.joined("Beto"), beto, number: 1)
    bench.apply(Sample.joined("Caio", isResumable: false), Sample.caio)
    bench.apply(Sample.joined("Duda"), Sample.session(4), number: 7)
    bench.apply(Sample.said("a"), ana, number: 2)
    bench.apply(.away(.lost), beto)
    bench.apply(.whispered(Sample.whisper("a", to: beto)), ana, number: 3)
    bench.apply(.away(.lost), ana)
    bench.apply(Sample.left("Beto", .lost, awaySince: SequenceNumber(6)), beto)
    bench.apply(.ended(goneSince: bench.last), beto)
    bench.apply(.away(.lost), Sample.session(4))
    bench.apply(.whispered(Sample.whisper("b", to: ana)), Sample.caio)
    bench.apply(Sample.banned("192.0.2.7"), Sample.caio)
    bench.apply(Sample.kicked(ana, "Ana", for: 10, "2001:db8::/64"), Sample.caio)
    bench.apply(Sample.left("Duda", .lost, awaySince: SequenceNumber(11)), Sample.session(4))
    return bench
  }

  /// The same, and names that belong to keys, one of them borne, on two devices; what waits for the other.
  private func owned() -> RosterBench {
    var bench = manifold()
    bench.apply(Sample.joined("Eva", keys: 1), Sample.session(5))
    bench.milliseconds += 1
    bench.apply(Sample.left("Eva"), Sample.session(5))
    bench.apply(Sample.joined("Fabio", keys: 2), Sample.session(6))
    bench.apply(Sample.joined("Fabio", keys: 2, isFurther: true), Sample.session(7))
    for text in ["a", "b"] {
      bench.apply(.whispered(Sample.whisper(text, to: .owner(since: SequenceNumber(16)))), Sample.session(7))
    }
    return bench
  }

  @Test("of nobody is that of nobody")
  func nobody() throws {
    #expect(try decode(RosterBench.encode(Roster())) == Roster())
  }

  @Test("holds everything that the roster knew")
  func everything() throws {
    let bench = manifold()
    #expect(!bench.roster.missed(by: ana).isEmpty && !bench.roster.undelivered(of: ana).isEmpty)
    #expect(bench.roster.goneSince(Sample.session(4)) == bench.last)
    #expect(bench.roster.banCount == 2 && !bench.roster.isResumable(ana))
    let again = try decode(RosterBench.encode(bench.roster), at: bench.last)
    #expect(again == bench.roster)
    #expect(again.names() == bench.roster.names())
    #expect(again.bearer(of: Sample.bytes("caio")) == Sample.caio)
    #expect(again.bearer(of: Sample.bytes("duda")) == nil)
  }

  @Test("holds which names belong to keys, of who is here and of who is not")
  func keys() throws {
    let bench = owned()
    var again = try decode(RosterBench.encode(bench.roster), at: bench.last)
    #expect(again == bench.roster && again != manifold().roster)
    #expect(again.ownedNames().map { $0.keys } == [[Sample.key(2)]])
    #expect(again.bearers(of: Sample.bytes("fabio")) == [Sample.session(6), Sample.session(7)])
    #expect(again.waiting(for: Sample.bytes("eva"), at: 1_000).map(\.value) == [20, 21])
    let eva = Sample.entry(30, Sample.joined("Eva", keys: 3), Sample.session(8), at: bench.milliseconds)
    #expect(again.apply(eva) == .nameOwned)
  }

  @Test("of the second version knew neither devices nor what waits, and is read")
  func secondVersion() throws {
    // Ana is here, and has shown the first of two keys; Eva's name is nobody's now.
    func key(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }
    var bytes: [UInt8] = [2, 1, 0, 0, 0, 0, 0, 0, 0x5E, 0x55, 0, 0, 0, 0, 0, 0, 0, 1]
    bytes += [1, 2, 1, 3, 0x41, 0x6E, 0x61, 3, 0x61, 0x6E, 0x61, 0, 0, 0, 0]
    bytes += [2, 3, 0x61, 0x6E, 0x61, 3, 0x41, 0x6E, 0x61, 2, 2, 2]
    bytes += key(7)
    bytes += key(8)
    bytes += [3, 0x65, 0x76, 0x61, 3, 0x45, 0x76, 0x61, 2, 0, 1]
    bytes += key(7)
    bytes += [0]
    var roster = try decode(bytes, at: SequenceNumber(2))
    #expect(roster.ownedNames().map { $0.keys } == [[PersonKey(key(8))!, PersonKey(key(7))!]])
    #expect(roster.mayTakeUp(ana, with: PersonKey(key(8))) && !roster.mayTakeUp(ana, with: nil))
    #expect(roster.owner(of: ana) == .owner(since: SequenceNumber(1)))
    // Owners cannot be told apart by entries that were not folded.
    #expect(throws: JournalError.self) { try decode(bytes, at: SequenceNumber(1)) }
    let left = Sample.entry(3, Sample.left("Ana"), ana)
    #expect(roster.apply(left) == .counts)
    #expect(roster.apply(Sample.entry(4, Sample.joined("ANA"), beto)) == .nameOwned)
  }

  @Test("of the first version knew neither keys nor bans, and is read")
  func firstVersion() throws {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: .max)
    bench.apply(Sample.joined("Beto"), beto, number: 1)
    bench.apply(.away(.lost), beto)
    bench.apply(.whispered(Sample.whisper("a", to: beto)), ana, number: 3)
    // Its end, the numbers of names that belong to keys, of bans and of nodes, was not there.
    var bytes = RosterBench.encode(bench.roster)
    #expect(bytes.first == 4 && bytes.suffix(3) == [0, 0, 0])
    bytes.removeLast(3)
    bytes[0] = 1
    #expect(try decode(bytes, at: bench.last) == bench.roster)
    #expect(throws: JournalError.self) { try decode(bytes + [0], at: bench.last) }
  }

  @Test(
    "in which a name belongs to no key, to nine, or twice to one is an error",
    arguments: [
      ([0], "a name belongs to no key"), ([9], "there is too much of something"),
      ([2, 1, 1], "a name belongs to keys that cannot own it"),
    ] as [([UInt8], String)])
  func badOwner(_ numbers: [UInt8], _ reason: String) throws {
    // Nobody is here; one name, "a", last borne at 0.
    let keys = numbers.dropFirst().flatMap { [UInt8](repeating: $0, count: PersonKey.byteCount) }
    let front: [UInt8] = [3, 0, 1, 1, 0x61, 1, 0x61, 0]
    let wrong = front + numbers[..<1] + keys + ([1, 0, 0] as [UInt8])
    #expect(throws: SnapshotReader.corrupt(reason)) { try decode(wrong) }
    let right = front + [1] + [UInt8](repeating: 1, count: PersonKey.byteCount) + [1, 0, 0] as [UInt8]
    #expect(try decode(right).owned.names.count == 1)
    #expect(throws: JournalError.self) { try decode(Array(right.dropLast())) }
  }

  @Test("in which two owners have the same beginning, or somebody a key of nobody's name, is an error")
  func badOwners() throws {
    func snapshot(_ sessions: [[UInt8]], _ names: [[UInt8]]) -> [UInt8] {
      var bytes: [UInt8] = [3, UInt8(sessions.count)]
      bytes += sessions.joined()
      bytes.append(UInt8(names.count))
      bytes += names.joined()
      return bytes + [0]
    }
    let (one, two) = (name(0x61, since: 1), name(0x62, since: 2))
    #expect(try decode(snapshot([], [one, two])).owned.names.count == 2)
    #expect(throws: SnapshotReader.corrupt("a name belongs to keys that cannot own it")) {
      try decode(snapshot([], [one, name(0x62, since: 1)]))
    }
    #expect(try decode(snapshot([session(7, 9)], [one])).count == 1)
    #expect(throws: SnapshotReader.corrupt("somebody has shown a key of nobody's name")) {
      try decode(snapshot([session(7, 9)], []))
    }
    #expect(throws: SnapshotReader.corrupt("who is gone bears a name")) {
      try decode(snapshot([session(7, 13)], [one]))
    }
    // Guests are not two of a name, and owners are at most as many as may be at once.
    #expect(throws: SnapshotReader.corrupt("a name is there twice")) {
      try decode(snapshot([session(7, 1), session(8, 1)], []))
    }
    for (count, isRight) in [(16, true), (17, false)] as [(UInt8, Bool)] {
      let devices = (1...count).map { session($0, 9) }
      #expect(((try? decode(snapshot(devices, [one]))) != nil) == isRight)
    }
  }

  /// A name of one letter and one key, which nobody waits for.
  private func name(_ letter: UInt8, since: UInt8) -> [UInt8] {
    var bytes: [UInt8] = [1, letter, 1, letter, 0, 1]
    bytes += [UInt8](repeating: letter, count: 32)
    return bytes + [since, 0]
  }

  /// A session of the name "a"; gone, and thus since an entry, where bit 2 says so.
  private func session(_ id: UInt8, _ flags: UInt8) -> [UInt8] {
    var bytes = [UInt8](repeating: id, count: 16) + [flags]
    if flags & 4 != 0 { bytes.append(1) }
    bytes += [1, 1, 1, 0x61, 1, 0x61]
    if flags & 8 != 0 { bytes += [UInt8](repeating: 0x61, count: 32) }
    return bytes + [0, 0, 0, 0]
  }

  @Test("holds what waits for an owner at its limits, and more is an error")
  func waiting() throws {
    var front: [UInt8] = [3, 0, 1, 1, 0x61, 1, 0x61, 0, 1]
    front += [UInt8](repeating: 1, count: 32)
    front.append(1)
    /// One that waits, so far behind the one before.
    func message(_ distance: UInt8 = 1, bytes: [UInt8] = [0]) -> [UInt8] {
      [distance] + [UInt8](repeating: 9, count: 16) + bytes
    }
    func count(_ number: [UInt8], _ messages: [[UInt8]]) throws -> Int {
      let bytes = front + number + messages.joined() + ([0] as [UInt8])
      return try decode(bytes).waiting(for: [0x61], at: 0).count
    }
    // 1,024 and 1,025 as varints; 256 KiB and a byte more.
    let all = [[UInt8]](repeating: message(), count: 1024)
    let (most, tooMany) = (message(bytes: [0x80, 0x80, 0x10]), message(bytes: [0x81, 0x80, 0x10]))
    #expect(try count([0x80, 0x08], all) == 1024)
    #expect(try count([1], [most]) == 1)
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try count([0x81, 0x08], all + [message()])
    }
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) { try count([1], [tooMany]) }
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try count([2], [most, message(bytes: [1])])
    }
    #expect(throws: SnapshotReader.corrupt("entries are out of order")) { try count([1], [message(0)]) }
  }

  @Test("in which a key owns three names is read, and one with four is an error")
  func tooManyNames() throws {
    for (count, isRight) in [(3, true), (4, false)] {
      var bytes: [UInt8] = [3, 0, UInt8(count)]
      for name in 0..<UInt8(count) {
        bytes += [1, 0x61 + name, 1, 0x61 + name, 0, 1]
        bytes += [UInt8](repeating: 1, count: 32)
        bytes += [name + 1, 0]
      }
      #expect(((try? decode(bytes + [0])) != nil) == isRight)
    }
  }

  @Test("folds on as the roster would have, wherever it was taken")
  func foldsOn() throws {
    let sessions = EntryStream.sessions
    for seed in 100..<130 {
      var stream = EntryStream(seed: seed)
      var bench = RosterBench()
      for _ in 0..<300 { stream.next(into: &bench) }
      let picture = RosterBench.picture(of: bench.roster, sessions, numbers: 0..<EntryStream.numbers)
      for length in stride(from: seed % 10, to: 300, by: 10) {
        let prefix = RosterBench.replay(Array(bench.entries[..<length])).roster
        var again = try decode(RosterBench.encode(prefix), at: SequenceNumber(UInt64(length)))
        #expect(again == prefix)
        let verdicts = bench.entries[length...].map { again.apply($0) }
        #expect(verdicts == Array(bench.verdicts[length...]))
        #expect(again == bench.roster)
        #expect(RosterBench.picture(of: again, sessions, numbers: 0..<EntryStream.numbers) == picture)
      }
    }
  }

  @Test("keeps the answers, at their limit and one past it", arguments: [0, 1])
  func answers(beyond: Int) throws {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    for number in 2...AnswerWindow.limit + beyond {
      bench.apply(Sample.said("a"), ana, number: UInt64(number))
    }
    var again = try decode(RosterBench.encode(bench.roster), at: bench.last)
    #expect(again == bench.roster)
    #expect(again.isForgotten(1, in: ana) == (beyond == 1))
    #expect(again.answer(to: 2, in: ana) == SequenceNumber(2))
    let next = UInt64(AnswerWindow.limit + beyond + 1)
    let entry = Sample.entry(next, Sample.said("a"), ana, number: next)
    #expect(again.apply(entry) == .counts)
    bench.apply(entry.event, ana, number: next)
    #expect(again == bench.roster)
  }

  @Test("comes in parts of 64 KiB, each but the last of exactly that, also in the midst of one's answers")
  func parts() throws {
    #expect(RosterEncoder.partBytes == 65_536)
    var bench = RosterBench()
    for number in 0..<4 {
      let session = Sample.session(number)
      bench.apply(Sample.joined("n\(number)"), session)
      // Numbers far from each other take ten bytes each.
      for line in 1...4_000 as ClosedRange<UInt64> {
        bench.apply(Sample.said("a"), session, number: line.isMultiple(of: 2) ? line : line + 1 << 63)
      }
    }
    var encoder = RosterEncoder(bench.roster)
    var parts: [[UInt8]] = []
    while !encoder.isFinished { parts.append(encoder.nextPart()) }
    #expect(parts.count > 2)
    #expect(parts.dropLast().allSatisfy { $0.count == RosterEncoder.partBytes })
    #expect((1...RosterEncoder.partBytes).contains(parts.last?.count ?? 0))
    #expect(try decode(Array(parts.joined()), at: bench.last) == bench.roster)
  }

  @Test("is of the roster as it was, whatever it folds meanwhile")
  func copy() throws {
    var bench = manifold()
    var encoder = RosterEncoder(bench.roster)
    let then = bench.roster
    let at = bench.last
    bench.apply(Sample.left("Caio"), Sample.caio)
    #expect(try decode(encoder.nextPart(), at: at) == then)
    #expect(encoder.isFinished && then != bench.roster)
  }

  @Test("that is cut off anywhere is an error, and so is one that goes on")
  func cutOff() throws {
    let bytes = RosterBench.encode(owned().roster)
    for length in 0..<bytes.count {
      #expect(throws: JournalError.self) { try decode(Array(bytes[..<length])) }
    }
    #expect(throws: JournalError.self) { try decode(bytes + [0]) }
  }

  @Test("of another version is told as such")
  func version() {
    for version: UInt8 in [0, 5, 255] {
      do {
        _ = try Roster(Snapshot(sequence: .zero, bytes: [version, 0]))
        Issue.record("version \(version) was read")
      } catch {
        #expect(error.kind == .newer)
        #expect(error.description.contains("version \(version)"))
      }
    }
  }

  @Test("keeps all bans, at their limit, and one more is an error")
  func allBans() throws {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana"), ana, number: 1)
    for number in 0..<BanList.limit { bench.apply(Sample.banned("\(number)"), ana) }
    #expect(bench.roster.banCount == BanList.limit)
    let again = try decode(RosterBench.encode(bench.roster), at: bench.last)
    #expect(again == bench.roster && again.isBanned(Sample.bytes("4095"), at: .max - 1))
    // 4,096 and 4,097 as varints.
    #expect(throws: SnapshotReader.corrupt("it ends too early")) { try decode([2, 0, 0, 0x80, 0x20]) }
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try decode([2, 0, 0, 0x81, 0x20])
    }
  }

  @Test("with a ban twice is an error")
  func banTwice() throws {
    #expect(try decode([2, 0, 0, 2, 1, 0x61, 2, 1, 0x62, 2]).banCount == 2)
    #expect(throws: SnapshotReader.corrupt("a ban is there twice")) {
      try decode([2, 0, 0, 2, 1, 0x61, 2, 1, 0x61, 2])
    }
  }

  @Test("that knows of entries after its own is an error, at the limit and one past it")
  func laterEntries() throws {
    let bench = manifold()
    let bytes = RosterBench.encode(bench.roster)
    #expect(try decode(bytes, at: bench.last) == bench.roster)
    #expect(throws: JournalError.self) { try decode(bytes, at: SequenceNumber(bench.last.value - 1)) }
  }

  @Test("with any byte changed is an error or a roster, and never the end of the server")
  func damaged() {
    var bytes = RosterBench.encode(owned().roster)
    var rosters = 0
    for index in bytes.indices {
      let right = bytes[index]
      for wrong in 0...255 as ClosedRange<UInt8> where wrong != right {
        bytes[index] = wrong
        if (try? decode(bytes)) != nil { rosters += 1 }
      }
      bytes[index] = right
    }
    // A name reads as another name.
    #expect(rosters > 0)
  }

  @Test(
    "with nonsense for a length is an error, and takes no memory",
    arguments: [
      // Sessions; the bytes of a name; a number of more than 64 bits.
      [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      [1, 1] + [UInt8](repeating: 7, count: 16) + [1, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
      [1] + [UInt8](repeating: 0xFF, count: 20),
    ])
  func nonsense(_ bytes: [UInt8]) {
    #expect(throws: JournalError.self) { try decode(bytes) }
  }

  @Test("with more missed messages or answers than a session can have is an error")
  func tooMany() throws {
    /// A session's bytes up to what it missed.
    let head: [UInt8] = [1, 1] + [UInt8](repeating: 7, count: 16) + [1, 0, 1, 1, 0x41, 1, 0x61]
    #expect(try decode(head + [0, 0, 0, 0]).count == 1)
    // 1,025 and 4,097 as varints.
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try decode(head + [0x81, 0x08])
    }
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try decode(head + [0, 0x81, 0x08])
    }
    #expect(throws: SnapshotReader.corrupt("there is too much of something")) {
      try decode(head + [0, 0, 0, 0x81, 0x20])
    }
  }
}
