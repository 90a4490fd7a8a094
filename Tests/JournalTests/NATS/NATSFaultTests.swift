import CNATS
import Glibc
import Journal
import Reactor
import TLS
import TestSupport
import Testing

@testable import JournalNATS

@Suite("A journal whose servers fail")
struct NATSFaultTests {
  private func texts(_ range: Range<Int>) -> [Event] { range.map { .said("\($0)") } }

  private func sorted(_ entries: [Entry]) -> [Int] { entries.texts.compactMap { Int($0) }.sorted() }

  @Test("answers each draft once although its server was killed in their midst, again and again")
  func killed() throws {
    let server = try TestNATSServer()
    let bench = try server.bench(checkpointEntries: 50)
    var entries: [Entry] = []
    for round in 0..<5 {
      let drafts = texts(round * 200..<(round + 1) * 200).map { bench.draft($0) }
      bench.journal.submit(drafts)
      try server.restart()
      let answers = bench.collect(drafts.count)
      #expect(answers.compactMap(\.draft).sorted() == drafts.map(\.id))
      entries += answers.compactMap(\.entry)
    }
    #expect(sorted(entries) == Array(0..<1_000))
    #expect(bench.everything() == entries)
    #expect(try server.bench(mirror: "other.db").everything() == entries)
  }

  @Test("takes drafts while there is no server, and answers them when there is one again")
  func absent() throws {
    let server = try TestNATSServer()
    let bench = try server.bench()
    bench.commit([.said("0")])
    server.kill()
    let journal = try #require(bench.journal as? NATSJournal)
    try TestClock.wait("the connection is known to be gone") { !journal.connection.isConnected }
    bench.journal.submit(texts(1..<4).map { bench.draft($0) })
    #expect(bench.collect().isEmpty)
    #expect(bench.everything().texts == ["0"])
    // Nobody is held up by what cannot be done.
    #expect(throws: JournalError.self) { try bench.journal.trim(through: SequenceNumber(.max), before: .max) }
    #expect(throws: JournalError.self) { try bench.journal.snapshot() }
    try server.startAgain()
    #expect(bench.collect(3).compactMap(\.entry).texts == ["1", "2", "3"])
  }

  @Test("bears a server that says nothing for a while")
  func silent() throws {
    let server = try TestNATSServer()
    let bench = try server.bench()
    bench.commit([.said("0")])
    server.send(SIGSTOP)
    bench.journal.submit(texts(1..<4).map { bench.draft($0) })
    let journal = try #require(bench.journal as? NATSJournal)
    try TestClock.wait("the connection is taken for dead") { !journal.connection.isConnected }
    // It may have answered the first one before all of its threads stood still.
    var answers = bench.collect()
    #expect(answers.count < 2)
    server.send(SIGCONT)
    answers += bench.collect(3 - answers.count)
    #expect(answers.compactMap(\.entry).texts == ["1", "2", "3"])
    #expect(bench.everything().texts == ["0", "1", "2", "3"])
  }

  @Test("bears that its stream has less than it had for a while, as where another server begins to lead")
  func late() throws {
    // With what it is asked for in its log.
    let server = try TestNATSServer(["-V"])
    let bench = try server.bench()
    bench.commit(texts(0..<5))
    try server.without {
      let other = try NATSConnection(try server.settings(mirror: "none"))
      try other.makeStream(replicas: 1, duplicates: StreamSetup.duplicateWindow)
      let asked = try server.count("$JS.API.STREAM.INFO.ROOM")
      try TestClock.wait("it has seen that twice") {
        try server.count("$JS.API.STREAM.INFO.ROOM") >= asked + 2
      }
    }
    #expect(bench.commit(texts(5..<6)).texts == ["5"])
    #expect(bench.everything().texts == ["0", "1", "2", "3", "4", "5"])
  }

  @Test("stops where its stream comes back with less than it had, and stays so")
  func lost() throws {
    let server = try TestNATSServer()
    let bench = try server.bench(lossTime: 100)
    bench.commit(texts(0..<5))
    try server.loseFiles()
    let other = try NATSConnection(try server.settings(mirror: "none"))
    try other.makeStream(replicas: 1, duplicates: StreamSetup.duplicateWindow)
    let answers = bench.collect(1)
    guard case .stopped(let error)? = answers.first else {
      throw TestFailure("\(answers)", file: #fileID, line: #line)
    }
    #expect(error.kind == .corrupt)
    #expect(bench.everything().texts == ["0", "1", "2", "3", "4"])
  }

  @Test("does not begin with a stream that has less than its mirror")
  func shorter() throws {
    let server = try TestNATSServer()
    do {
      let bench = try server.bench()
      bench.commit(texts(0..<5))
      // Else how far it is stands in the mirror only with the entries that come next.
      bench.journal.rest()
    }
    // Of the same room, as a copy that was put back is.
    try server.loseFiles()
    do { _ = try server.bench(mirror: "other.db") }
    #expect {
      try server.bench(lossTime: 100)
    } throws: { error in
      guard case .stream(_, .isShorter(let last, let mirror))? = error as? NATSJournalError else {
        return false
      }
      return last == 1 && mirror > 1
    }
  }

  @Test("says that no server is there")
  func none() throws {
    let server = try TestNATSServer()
    server.kill()
    #expect { try server.bench() } throws: { error in
      guard case .unreachable(let address, _)? = error as? NATSJournalError else { return false }
      return address.servers == ["127.0.0.1:\(server.port)"]
    }
  }

  @Test("finds the server that is there, among those that are not")
  func several() throws {
    let (gone, server) = (try TestNATSServer(), try TestNATSServer())
    gone.kill()
    var settings = try server.settings(mirror: "mirror.db")
    settings.address = try #require(
      NATSAddress("nats://127.0.0.1:\(gone.port),127.0.0.1:\(server.port)/ROOM"))
    let journal = try NATSJournal(settings, newRoom: RoomID(7)) { 0 }
    #expect(journal.room == RoomID(7))
  }

  @Test("asks for a name and a password where the server does")
  func password() throws {
    let server = try TestNATSServer(["--user", "papod", "--pass", "s3cret"])
    var settings = try server.settings(mirror: "mirror.db")
    #expect { try NATSJournal(settings, newRoom: RoomID(7)) { 0 } } throws: { !"\($0)".contains("s3cret") }
    settings.address = try #require(NATSAddress("nats://papod:wr0ng@127.0.0.1:\(server.port)/ROOM"))
    #expect { try NATSJournal(settings, newRoom: RoomID(7)) { 0 } } throws: { !"\($0)".contains("wr0ng") }
    settings.address = try #require(NATSAddress("nats://papod:s3cret@127.0.0.1:\(server.port)/ROOM"))
    #expect(try NATSJournal(settings, newRoom: RoomID(7)) { 0 }.room == RoomID(7))
  }

  @Test("needs what a log needs of a stream that is there already")
  func faults() {
    var good = cnats_stream()
    (good.is_file, good.is_limits, good.is_plain, good.acknowledges) = (true, true, true, true)
    (good.discards_new, good.has_our_subjects, good.duplicates) = (true, true, StreamSetup.minimumWindow)
    good.maximum_bytes = 1 << 30
    good.maximum_age = 0
    #expect(StreamSetup.fault(of: good) == nil)
    func fault(_ change: (inout cnats_stream) -> Void) -> StreamFault? {
      var stream = good
      change(&stream)
      return StreamSetup.fault(of: stream)
    }
    #expect(fault { $0.is_file = false } == .notInFiles)
    #expect(fault { $0.is_limits = false } == .notALog)
    #expect(fault { $0.is_plain = false } == .notALog)
    #expect(fault { $0.has_our_subjects = false } == .foreign)
    #expect(fault { $0.is_sealed = true } == .isClosed)
    #expect(fault { $0.denies_delete = true } == .isClosed)
    #expect(fault { $0.acknowledges = false } == .isClosed)
    #expect(fault { $0.discards_new = false } == .hasLimits)
    #expect(fault { $0.maximum_age = 1 } == .hasLimits)
    #expect(fault { $0.maximum_per_subject = 1 } == .hasLimits)
    #expect(fault { $0.duplicates -= 1 } == .forgetsDuplicates)
  }

  @Test("leaves the stream of another program alone")
  func foreign() throws {
    let server = try TestNATSServer()
    var settings = try server.settings(mirror: "mirror.db")
    settings.lossTime = 700
    let other = try NATSConnection(settings)
    try other.makeStream(replicas: 1, duplicates: StreamSetup.duplicateWindow)
    _ = try other.store([1, 2, 3], .entry)
    let start = Clock.monotonicMilliseconds
    #expect {
      try NATSJournal(settings, newRoom: RoomID(7)) { 0 }
    } throws: {
      $0 as? NATSJournalError == .stream(settings.address, .foreign)
    }
    #expect(Clock.monotonicMilliseconds - start >= settings.lossTime)
    #expect(try other.stream()?.last == 1)
  }

  @Test("takes a stream for another program's only where the room stays unknown")
  func lateRoom() throws {
    let server = try TestNATSServer()
    let settings = try server.settings(mirror: "mirror.db")
    let other = try NATSConnection(settings)
    try other.makeStream(replicas: 1, duplicates: StreamSetup.duplicateWindow)
    _ = try other.store([1, 2, 3], .entry)
    let setup = StreamSetup(other, settings)
    #expect(try setup.room(RoomID(7)) == nil)
    var room: [UInt8] = [1]
    room.pack(fixed: RoomID(8).value)
    _ = try other.store(room, .room)
    #expect(try setup.room(RoomID(7)) == RoomID(8))
  }

  @Test("does not take a server's certificate for another server's")
  func otherName() throws {
    let folder = try TemporaryFolder()
    let other = try TestCertificates.otherName
    try PrivateFile.replace(folder.path + "/server.crt", with: other.certificate.pem)
    try PrivateFile.replace(folder.path + "/server.key", with: other.key.pem)
    let files = ["--tlscert", folder.path + "/server.crt", "--tlskey", folder.path + "/server.key"]
    let server = try TestNATSServer(in: folder, ["--tls"] + files)
    var settings = try server.settings(mirror: "mirror.db")
    settings.authorities = folder.path + "/server.crt"
    #expect {
      try NATSJournal(settings, newRoom: RoomID(7)) { 0 }
    } throws: { error in
      guard case .unreachable(_, let reason)? = error as? NATSJournalError else { return false }
      return reason.contains("mismatch")
    }
  }

  @Test("speaks TLS with servers that its authorities vouch for, and shows its own certificate")
  func encrypted() throws {
    let folder = try TemporaryFolder()
    for name in ["server", "papod", "other"] {
      _ = try CertificateFiles.makeOrRenew(directory: "\(folder.path)/\(name)", days: 1)
    }
    func file(_ name: String, _ ending: String) -> String { "\(folder.path)/\(name)/server.\(ending)" }
    let server = try TestNATSServer(
      in: folder,
      [
        "--tls", "--tlscert", file("server", "crt"), "--tlskey", file("server", "key"), "--tlsverify",
        "--tlscacert", file("papod", "crt"),
      ])
    func open(_ authorities: String?, _ own: String?) throws -> NATSJournal {
      var settings = try server.settings(mirror: "mirror.db")
      settings.authorities = authorities.map { file($0, "crt") }
      settings.certificate = own.map { file($0, "crt") }
      settings.key = own.map { file($0, "key") }
      return try NATSJournal(settings, newRoom: RoomID(7)) { 0 }
    }
    do { #expect(try open("server", "papod").room == RoomID(7)) }
    for (authorities, own) in [
      ("other", "papod"), ("server", "other"), ("server", nil), (nil, "papod"), (nil, nil),
    ] as [(String?, String?)] {
      #expect(throws: NATSJournalError.self, "\(authorities ?? "none"), \(own ?? "none")") {
        try open(authorities, own)
      }
    }
  }
}
