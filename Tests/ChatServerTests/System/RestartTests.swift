import ChatServer
import Journal
import TestSupport
import Testing

// A server that begins where another one ended: on the same journal.

@Suite struct RestartTests {
  private static let limits = Limits.with { $0.stopTime = 200 }

  @Test("Sessions are taken up with what they missed, and lines sent again keep their numbers")
  func takenUp() throws {
    let journal = TestServer.makeJournal()
    let room = try life(journal) { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 um")
      try room[0].expect("+2 3")
      try room[1].send("2 dois")
      try room[1].expect(3, "Ana: um")
      try room[1].expect("+2 4")
      return room
    }
    try life(journal) { server in
      let ana = try server.resume(room[0].token, after: 3, number: 3)
      try ana.expect(["+3 -", "= room \(room[0].room)", "= ready"])
      try ana.expect(4, "Rui: dois")
      try ana.send(["2 um", "4 três"])
      try ana.expect("+2 3")
      let next = UInt64(try ana.expect(prefix: "+4 ")) ?? 0
      let rui = try server.resume(room[1].token, after: 4, number: 3)
      try rui.expect(["+3 -", "= room \(room[0].room)", "= ready"])
      try rui.expect(next, "Ana: três")
      try rui.send("4 #quem")
      try rui.expect(["= here Ana Rui", "+4 -"])
    }
  }

  @Test("Plain names are free, and who was there can be asked about")
  func plain() throws {
    let journal = TestServer.makeJournal()
    _ = try life(journal) { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send("um")
      try room[1].expect("Ana: um")
      return room
    }
    try life(journal) { server in
      let rui = try server.plain("Rui")
      try rui.send("#historico")
      try rui.expect(["* 1 earlier message:", "Ana: um"])
      try rui.send("#quem")
      try rui.expect("* 1 person here: Rui")
      _ = try server.plain("Ana")
    }
  }

  @Test("A private message waits for the session that is away")
  func privateMessage() throws {
    let journal = TestServer.makeJournal()
    let room = try life(journal) { server in
      let room = try server.numberedRoom("Ana", "Rui")
      room[1].client.close()
      try room[1].client.expectEnd()
      try room[0].send("2 @Rui antes")
      try room[0].expect(prefix: "+2 ")
      return room
    }
    try life(journal) { server in
      let eva = try server.plain("Eva")
      try eva.send(["@Rui depois", "#quem"])
      try eva.expect("* 3 people here: Ana, Rui, Eva")
      let rui = try server.resume(room[1].token, after: 2, number: 3)
      try rui.expect(["+3 -", "= room \(room[1].room)", "= ready"])
      let missed = try rui.readLines(3).map { $0.split(separator: " ", maxSplits: 2)[2] }
      #expect(missed == ["[privado] Ana>Rui: antes", "* joined Eva", "[privado] Eva>Rui: depois"])
    }
  }

  @Test("What a server could not end itself, the next one ends")
  func crashed() throws {
    let journal = TestServer.makeJournal()
    let token = try life(journal) { server in
      let ana = try server.numbered("Ana")
      let eva = try server.plain("Eva")
      try ana.expect(2, "* joined Eva")
      // As if the process ended here: nothing more comes into the journal.
      journal.failNext(.max)
      server.stop()
      server.join()
      _ = eva
      return ana.token
    }
    journal.failNext(0)
    try life(journal) { server in
      let eva = try server.plain("Eva")
      let entries = try journal.reader.entries(after: .init(2), through: .init(9), bytes: .max)
      #expect(entries.count == 3)
      #expect(entries[0].event == .away(.shutdown))
      #expect(entries[1].event == .left(name: Array("Eva".utf8), cause: .shutdown, awaySince: nil))
      let ana = try server.resume(token, after: 2)
      try ana.expect(prefix: "+1 -")
      try ana.expect(prefix: "= room ")
      try ana.expect("= ready")
      try ana.expect(4, "* left Eva shutdown")
      try ana.expect(5, "* joined Eva")
      try ana.send("2 oi")
      try eva.expect("Ana: oi")
    }
  }

  @Test("Sessions outlive any number of restarts")
  func manyTimes() throws {
    let journal = TestServer.makeJournal()
    let ana = try life(journal) { server in try server.numbered("Ana") }
    var cursor = ana.entered
    for number: UInt64 in 2...4 {
      cursor = try life(journal) { server in
        let again = try server.resume(ana.token, after: cursor, number: 100 + number)
        try again.expect(["+\(100 + number) -", "= room \(ana.room)", "= ready"])
        try again.send((2...number).map { "\($0) linha" })
        for earlier in 2..<number { try again.expect(prefix: "+\(earlier) ") }
        return UInt64(try again.expect(prefix: "+\(number) ")) ?? 0
      }
    }
    let said = try journal.reader.messages(
      for: Viewer(.server), through: SequenceNumber(.max), count: 99, bytes: .max)
    #expect(said.count == 3)
  }

  @Test("A snapshot that is none keeps the server from starting")
  func unreadable() throws {
    let journal = TestServer.makeJournal()
    journal.keep(SnapshotPart(sequence: SequenceNumber(1), index: 0, bytes: [9], isLast: true))
    do {
      try life(journal) { _ in }
      Issue.record("it started")
    } catch let error as ServerError {
      guard case .journal(let reason) = error else { throw error }
      #expect(reason.kind == .newer && error.description == reason.description)
    }
  }

  /// One server on this journal.
  private func life<Answer>(_ journal: MemoryJournal, _ body: (TestServer) throws -> Answer) throws -> Answer
  {
    try TestServer.run(limits: Self.limits, journal: journal, body)
  }
}
