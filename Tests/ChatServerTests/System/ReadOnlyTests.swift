import ChatServer
import Journal
import TestSupport
import Testing

/// A server whose journal has stopped: nothing is accepted, everybody knows, and what is there can be read.
@Suite("With a journal that has stopped")
struct ReadOnlyTests {
  private let failure = JournalError(.failed, "journal.db: disk I/O error (SQLite 1034)")

  @Test("everybody is told, nothing is accepted, and reading goes on")
  func readOnly() throws {
    try TestServer.run { server in
      let ana = try server.plain("ana")
      let beto = try server.numbered("beto")
      try ana.expect("* beto entered")
      try ana.send("hello")
      try beto.expect(3, "ana: hello")

      server.journal.stop(failure)
      try ana.expect("* The server can store no more messages: until it is restarted there is only reading.")
      try beto.expect("= read-only")
      try ana.send("lost")
      try ana.expect("! the message could not be stored and was not sent")
      try beto.send("2 lost", "3 @ana lost", "4 #historico", "5 #quem")
      try beto.expect("!2 not-stored the message could not be stored and was not sent")
      try beto.expect("!3 not-stored the message could not be stored and was not sent")
      try beto.expect(prefix: "~3 ")
      try beto.expect("+4 -", "= here ana beto", "+5 -")

      let caio = try server.connect(.plain)
      try caio.send("caio")
      try caio.expect("! the message could not be stored and was not sent")
      let critical = server.log.take().filter { $0.hasPrefix("critical") }
      #expect(critical.count == 1)
      #expect(critical.first?.contains("SQLite 1034") == true)
    }
  }

  @Test("who is gone is let go, and a leaving ends the connection")
  func leaving() throws {
    try TestServer.run { server in
      let ana = try server.plain("ana")
      let beto = try server.numbered("beto")
      server.journal.stop(failure)
      try beto.expect("= read-only")
      try beto.send("2 #sair")
      try beto.client.expectEnd()
      try ana.expect("* beto entered")
      try ana.expect("* The server can store no more messages: until it is restarted there is only reading.")
      try ana.send("#sair")
      try ana.expectEnd()
    }
  }

  @Test("what was under way has no answer, and is known when it is sent again after the restart")
  func underWay() throws {
    let journal = TestServer.makeJournal()
    let token = try TestServer.run(journal: journal) { server in
      let ana = try server.plain("ana")
      let beto = try server.numbered("beto")
      try ana.expect("* beto entered")
      journal.holdAnswers(true)
      try beto.send("2 maybe")
      try TestClock.wait("the line is in the journal") {
        try journal.reader.entries(after: .zero, through: .init(9), bytes: 9_999).count == 3
      }
      journal.stop(failure)
      try beto.expect("= read-only")
      // Had it an answer, that would come before this one.
      try beto.send("3 no")
      try beto.expect(prefix: "!3 not-stored ")
      return beto.token
    }
    journal.reopen()
    try TestServer.run(journal: journal) { server in
      let beto = try server.resume(token, after: 2, number: 4)
      try beto.expect("+4 -")
      try beto.expect(prefix: "= room ")
      try beto.expect("= ready")
      #expect(try beto.readLine().hasSuffix(" * left ana shutdown"))
      try beto.send(["2 maybe", "3 no"])
      try beto.expect("+2 3")
      try beto.expect(prefix: "+3 ")
    }
  }
}
