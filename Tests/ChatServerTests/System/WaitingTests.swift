import ChatServer
import Journal
import TLS
import TestSupport
import Testing

// Private messages for an owner who is away: they wait, and stand in the welcome.

@Suite struct WaitingTests {
  private let key: Credentials

  init() throws { key = try TestCertificates.newPerson() }

  /// Ana has her name, and has left.
  private func leave(_ server: TestServer) throws {
    let ana = try server.numbered("Ana", identity: key)
    try ana.send("2 #sair")
    try ana.expect(prefix: "+2 ")
    try ana.client.expectEnd()
  }

  private func texts(_ lines: [String]) -> [String] {
    lines.map { String($0.split(separator: " ", maxSplits: 2).last ?? "") }
  }

  @Test("What guests of both dialects and owners write to her waits, in order, and nobody else sees it")
  func told() throws {
    try TestServer.run { server in
      try leave(server)
      let rui = try server.numbered("Rui")
      let plain = try server.plain("Bia")
      try rui.send("2 @ANA um", "3 #quem")
      try rui.expect(4, "* joined Bia")
      try rui.expect("+2 5", "= here Rui Bia", "+3 -")
      try plain.send("@ana dois")
      try plain.send("#quem")
      try plain.expect(prefix: "* ")
      let thief = try server.connect(.numbered)
      try thief.send("1 Ana")
      try thief.expect(prefix: "!1 name-owned ")
      let ana = try server.numbered("Ana", identity: key)
      #expect(ana.kept.map { $0.prefix(3) } == ["~5 ", "~6 "])
      #expect(texts(ana.kept) == ["[privado] Rui>Ana: um", "[privado] Bia>Ana: dois"])
      // Who has a connection that may be dead is told again; who has said goodbye has been told.
      let other = try server.numbered("Ana", identity: key)
      #expect(other.kept == ana.kept)
      try other.send("2 #sair")
      try other.expect(prefix: "+2 ")
      #expect(try server.numbered("Ana", identity: key).kept.isEmpty)
      try rui.expect(prefix: "= key Ana ")
      #expect(try rui.client.readLine().hasSuffix("* joined Ana"))
    }
  }

  @Test("Whoever takes the session up gets it with the rest, and not again in a welcome")
  func resumed() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana", identity: key)
      let rui = try server.numbered("Rui")
      try ana.expect(2, "* joined Rui")
      ana.client.cut()
      try rui.send("2 @Ana um", "3 todos")
      try rui.expect(prefix: "+2 ")
      let again = try server.resume(ana.token, after: 2, number: 2, identity: key)
      try again.expect(["+2 -", "= room \(ana.room)", "= ready"])
      #expect(texts(try again.readLines(2)) == ["[privado] Rui>Ana: um", "Rui: todos"])
    }
  }

  @Test("What waits outlives the server, and is gone with the ownership")
  func restart() throws {
    let journal = TestServer.makeJournal()
    let limits = Limits.with { $0.stopTime = 200 }
    try TestServer.run(limits: limits, journal: journal) { server in
      try leave(server)
      let rui = try server.numbered("Rui")
      try rui.send("2 @Ana um")
      try rui.expect(prefix: "+2 ")
    }
    try TestServer.run(limits: limits, journal: journal) { server in
      let ana = try server.numbered("Ana", identity: key)
      #expect(texts(ana.kept) == ["[privado] Rui>Ana: um"])
    }
    // Nobody knows whether it arrived: the server was stopped.
    try TestServer.run(limits: limits, journal: journal) { server in
      let ana = try server.numbered("Ana", identity: key)
      #expect(ana.kept.count == 1)
    }
  }

  @Test("What comes while the owner is on the way in is told as well, once")
  func onTheWay() throws {
    let journal = TestServer.makeJournal()
    try TestServer.run(journal: journal) { server in
      try leave(server)
      let rui = try server.numbered("Rui")
      try rui.send("2 @Ana um")
      try rui.expect(prefix: "+2 ")
      journal.holdAnswers(true)
      try rui.send("3 @Ana dois")
      let client = try server.connect { $0.credentials = key }
      try client.send("1 Ana")
      try rui.send("4 @Ana tres")
      journal.holdAnswers(false)
      let ana = try NumberedClient(entering: client)
      var all = texts(ana.kept)
      // What was committed after the entering comes as a line.
      while all.count < 3 { all += texts([try ana.client.readLine()]) }
      #expect(all == ["um", "dois", "tres"].map { "[privado] Rui>Ana: \($0)" })
    }
  }

  @Test("Of more than fit, the sender is told which never arrive")
  func tooMuch() throws {
    try TestServer.run { server in
      try leave(server)
      let rui = try server.numbered("Rui")
      let text = String(repeating: "x", count: 4_096)
      for number in 2...65 { try rui.send("\(number) @Ana \(text)") }
      for number in 2...65 { try rui.expect("+\(number) \(number + 2)") }
      try rui.send("66 @Ana fim")
      try rui.expect("+66 68", "= undelivered 4")
      #expect(try server.numbered("Ana", identity: key).kept.count == 64)
    }
  }

  @Test("What the journal has no more is not announced")
  func dropped() throws {
    try TestServer.run(capacity: 400) { server in
      try leave(server)
      let rui = try server.numbered("Rui")
      try rui.send("2 @Ana um", "3 \(String(repeating: "x", count: 400))")
      try rui.expect(prefix: "+2 ")
      try rui.expect(prefix: "+3 ")
      #expect(try server.numbered("Ana", identity: key).kept.isEmpty)
    }
  }
}
