import Journal
import TestSupport
import Testing

// A journal that answers later, fails, or has other writers: nothing is shown or acknowledged before it is
// committed, and only the log decides.

@Suite struct LateJournalTests {
  @Test("Nothing is acknowledged or shown before the journal has answered")
  func holds() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      server.journal.holdAnswers(true)
      try room[0].send("2 um", "3 @Rui dois", "4 #quem", "5 #xyz", "6 três")
      // What Rui asks for is answered meanwhile, and is all that he gets.
      try room[1].send("2 #ajuda")
      for _ in 1...8 { try room[1].expect(prefix: "= help ") }
      try room[1].expect("+2 -")
      try room[1].send("3 #quem")
      try room[1].expect("= here Ana Rui", "+3 -")
      server.journal.holdAnswers(false)
      try room[0].expect("+2 3", "+3 4", "= here Ana Rui", "+4 -")
      try room[0].expect(prefix: "!5 no-such-command ")
      try room[0].expect("+6 5")
      try room[1].expect(3, "Ana: um")
      try room[1].expect(4, "[privado] Ana>Rui: dois")
      try room[1].expect(5, "Ana: três")
    }
  }

  @Test("4096 lines wait for their turn behind a silent journal, one more cuts their connection alone")
  func heldLines() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      server.journal.holdAnswers(true)
      try room[0].client.send(["2 um"] + (3...4098).map { "\($0) #xyz" })
      // Answered from the same thread, after all of Ana's lines were taken.
      try room[1].send("2 #ajuda")
      try room[1].client.readLines(through: { $0 == "+2 -" })
      server.journal.holdAnswers(false)
      try room[0].expect("+2 3")
      for number in 3...4098 { try room[0].expect(prefix: "!\(number) no-such-command ") }
      server.journal.holdAnswers(true)
      try room[0].client.send(["5000 dois"] + (5001...9097).map { "\($0) #xyz" })
      try room[0].client.expectEnd()
      server.journal.holdAnswers(false)
      try room[1].expect(3, "Ana: um")
      try room[1].expect(4, "Ana: dois")
      try room[1].send("3 #quem")
      try room[1].expect("= here Ana Rui", "+3 -")
    }
  }

  @Test("Nobody has entered before the journal has answered")
  func holdsEntering() throws {
    try TestServer.run(limits: .with { $0.promptDelay = 20 }) { server in
      let rui = try server.numbered("Rui")
      server.journal.holdAnswers(true)
      let plain = try server.connect(.plain)
      try plain.send(["Ana", "oi"])
      let silent = try server.connect(.plain)
      // Whoever waits for the journal has given a name and is not asked for one.
      try silent.expect(prefix: "* What is your name?")
      try rui.send("2 #quem")
      try rui.expect("= here Rui", "+2 -")
      server.journal.holdAnswers(false)
      try plain.readLines(through: {
        $0 == "* Hello, Ana! 2 people here: Rui, Ana. #help shows the commands."
      })
      try rui.expect(2, "* joined Ana")
      try rui.expect(3, "Ana: oi")
    }
  }

  @Test("A cut while the journal is silent loses nothing that was sent")
  func cutWhileHeld() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      server.journal.holdAnswers(true)
      try room[0].send("2 um")
      // The lines are with the journal once they stand in it.
      while try server.journal.reader.entries(after: .init(2), through: .init(3), bytes: 100).isEmpty {
        try room[1].send("?")
        try room[1].client.send("9 #ajuda")
        try room[1].client.readLines(through: { $0 == "+9 -" })
      }
      room[0].client.cut()
      server.journal.holdAnswers(false)
      try room[1].client.readLines(through: { $0.hasPrefix("3 ") && $0.hasSuffix(" Ana: um") })
      let again = try server.resume(room[0].token, after: 2, number: 3)
      try again.expect(["+3 -", "= room \(room[0].room)", "= ready"])
      try again.send("2 um")
      try again.expect("+2 3")
    }
  }

  @Test("What the journal cannot keep is refused, and was never shown")
  func notStored() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      let plain = try server.plain("Eva")
      for client in room { try client.expect(3, "* joined Eva") }
      server.journal.failNext(2)
      try room[0].send("2 um")
      try room[0].expect("!2 not-stored the message could not be stored and was not sent")
      try plain.send("dois")
      try plain.expect("! the message could not be stored and was not sent")
      // The same number may be sent again.
      try room[0].send("2 um")
      try room[0].expect("+2 4")
      try room[1].expect(4, "Ana: um")
      try plain.expect("Ana: um")
      server.journal.failNext(1)
      try room[0].send("3 @Rui segredo", "4 fim")
      try room[0].expect(prefix: "!3 not-stored ")
      try room[0].expect("+4 5")
      try room[1].expect(5, "Ana: fim")
    }
  }

  @Test("Of lines sent together, one may fail and the others stand")
  func oneOfSeveral() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      server.journal.failNext(1)
      try room[0].send("2 um", "3 dois", "4 três")
      try room[0].expect(prefix: "!2 not-stored ")
      try room[0].expect("+3 3", "+4 4")
      try room[1].expect(3, "Ana: dois")
      try room[1].expect(4, "Ana: três")
    }
  }

  @Test("A name that could not be stored may be given again")
  func nameNotStored() throws {
    try TestServer.run { server in
      let rui = try server.plain("Rui")
      server.journal.failNext(1)
      let ana = try server.connect(.numbered)
      try ana.send("1 Ana")
      try ana.expect(prefix: "!1 not-stored ")
      try ana.send("2 Ana")
      _ = try NumberedClient(entering: ana, number: 2)
      try rui.expect("* Ana entered")
    }
  }

  @Test("A leaving that could not be stored is stored later")
  func leavingNotStored() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      server.journal.failNext(1)
      room[0].cut()
      try room[1].expect("* Ana left")
    }
  }

  @Test("Another writer's entries are shown, and stand between one's own")
  func interleaved() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      let plain = try server.plain("Eva")
      for client in room { try client.expect(3, "* joined Eva") }
      let zoe = Identity(name: Array("Zoe".utf8), key: Array("zoe".utf8), isResumable: true)
      let session = SessionID(high: 7, low: 7)
      server.journal.interleave(Draft(id: 1, session: session, number: 1, event: .joined(zoe)))
      for client in room { try client.expect(4, "* joined Zoe") }
      try plain.expect("* Zoe entered")
      try room[0].send("2 um")
      try room[0].expect("+2 5")
      server.journal.interleave(
        Draft(id: 2, session: session, number: 2, event: .said(name: zoe.name, text: Array("dois".utf8))))
      try room[0].expect(6, "Zoe: dois")
      try room[1].expect(5, "Ana: um")
      try room[1].expect(6, "Zoe: dois")
      try plain.expect(["Ana: um", "Zoe: dois"])
      try plain.send(["#quem", "@Zoe oi"])
      try plain.expect("* 4 people here: Ana, Rui, Eva, Zoe")
      try room[1].send("2 fim")
      try room[1].expect(prefix: "+2 ")
    }
  }

  @Test("Two that want one name: the log's order decides, and the second is refused")
  func nameRace() throws {
    try TestServer.run { server in
      let rui = try server.plain("Rui")
      server.journal.holdAnswers(true)
      let zoe = Identity(name: Array("ZOE".utf8), key: Array("zoe".utf8), isResumable: true)
      server.journal.interleave(
        Draft(id: 1, session: SessionID(high: 7, low: 7), number: 1, event: .joined(zoe)))
      let late = try server.connect(.plain)
      let later = try server.connect(.numbered)
      try late.send("Zoe")
      try later.send("1 zoe")
      while try server.journal.reader.entries(after: .init(0), through: .init(4), bytes: 1000).count < 4 {
        try rui.send("#ajuda")
        _ = try rui.readLines(8)
      }
      server.journal.holdAnswers(false)
      try late.expect("! that name is in use, choose another")
      try later.expect(prefix: "!1 name-taken ")
      try rui.expect("* ZOE entered")
      try late.send("Bia")
      try late.expect(prefix: "* Hello, Bia!")
      try rui.expect("* Bia entered")
      // The names that did not count are no lines of anybody's past.
      try later.send("2 Eva")
      _ = try NumberedClient(entering: later, number: 2)
      try rui.expect("* Eva entered")
    }
  }

  @Test("An addressee who left before the message was committed makes it a mistake")
  func addresseeGone() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      server.journal.holdAnswers(true)
      try room[1].send("2 #sair")
      while try server.journal.reader.entries(after: .init(2), through: .init(3), bytes: 1000).isEmpty {
        try room[0].send("9 #ajuda")
        try room[0].client.readLines(through: { $0 == "+9 -" })
      }
      try room[0].send("10 @Rui segredo")
      server.journal.holdAnswers(false)
      try room[1].expect("+2 3")
      try room[0].expect(3, "* left Rui quit")
      try room[0].expect(prefix: "!10 no-such-person ")
    }
  }
}
