import ChatServer
import TestSupport
import Testing

// Announcements wait for company, so that a newcomer does not cost a send to everyone; what one alone is told
// does not wait, and does not hurry what the others are to be told. With one I/O thread, what everybody is
// told goes out before what one alone is told.

@Suite struct AnnouncementTests {
  /// Longer than any test.
  private static let limits = Limits.with { $0.announcementPatience = 2 * TestClient.patience }

  @Test("A newcomer is welcomed at once, and announced with the next message")
  func newcomer() throws {
    try TestServer.run(limits: Self.limits, ioThreads: 1) { server in
      let ana = try server.plain("Ana")
      let beto = try server.plain("Beto")
      #expect(try !ana.readSome(atMost: 4096))
      try beto.send("oi")
      try ana.expect(["* Beto entered", "Beto: oi"])
    }
  }

  @Test("A private message takes along what its reader was not told yet, and the others go on waiting")
  func privateMessage() throws {
    try TestServer.run(limits: Self.limits, ioThreads: 1) { server in
      let ana = try server.plain("Ana")
      let eva = try server.plain("Eva")
      let beto = try server.plain("Beto")
      try beto.send("@Ana psst")
      try ana.expect(["* Eva entered", "* Beto entered", "[privado] Beto: psst"])
      #expect(try !eva.readSome(atMost: 4096))
      try ana.send("oi")
      try eva.expect(["* Beto entered", "Ana: oi"])
      try beto.expect("Ana: oi")
    }
  }

  @Test("What waits for somebody is kept however much there is for others meanwhile")
  func privateMessages() throws {
    try TestServer.run(limits: Self.limits, ioThreads: 1) { server in
      let ana = try server.plain("Ana")
      let eva = try server.numbered("Eva")
      let rui = try server.plain("Rui")
      let beto = try server.plain("Beto")
      try beto.send("@Rui psst")
      try rui.expect(["* Beto entered", "[privado] Beto: psst"])
      // Three times what is looked through for what nobody needs any more.
      let texts = (0..<48).map { "\($0)" + String(repeating: "x", count: 4_000) }
      for text in texts {
        try beto.send("@Rui \(text)")
        try rui.expect("[privado] Beto: \(text)")
      }
      try rui.send("oi")
      try ana.expect(["* Eva entered", "* Rui entered", "* Beto entered", "Rui: oi"])
      for line in [" * joined Rui", " * joined Beto", " Rui: oi"] {
        #expect(try eva.client.readLine().hasSuffix(line))
      }
      try beto.expect("Rui: oi")
    }
  }

  @Test("What has waited goes out in its order, also to whom part of it was told already")
  func together() throws {
    // More than a record of them, in both dialects.
    let names = (0..<400).map { "Somebody-with-a-long-name-\($0)" }
    try TestServer.run(limits: Self.limits, ioThreads: 1) { server in
      let ana = try server.plain("Ana")
      let eva = try server.numbered("Eva")
      let rui = try server.plain("Rui")
      var others = try names.prefix(200).map { try server.plain($0) }
      try ana.send("@Rui psst")
      try rui.expect(names.prefix(200).map { "* \($0) entered" } + ["[privado] Ana: psst"])
      others += try names.dropFirst(200).map { try server.plain($0) }
      try rui.send("oi")
      try ana.expect(["* Eva entered", "* Rui entered"] + names.map { "* \($0) entered" } + ["Rui: oi"])
      for name in ["Rui"] + names { #expect(try eva.client.readLine().hasSuffix(" * joined \(name)")) }
      #expect(try eva.client.readLine().hasSuffix(" Rui: oi"))
      try others[0].expect(names.dropFirst().map { "* \($0) entered" } + ["Rui: oi"])
    }
  }

  @Test("Announcements that nothing comes after go out when they have waited long enough")
  func patience() throws {
    try TestServer.run(limits: .with { $0.announcementPatience = 1 }) { server in
      let ana = try server.plain("Ana")
      _ = try server.plain("Beto")
      try ana.expect("* Beto entered")
    }
  }

  @Test("Private messages of others, more than the ring holds, make nobody slow")
  func privateFlood() throws {
    let limits = Limits.with { $0.ringBytes = 20_000 }
    try TestServer.run(limits: limits, ioThreads: 1) { server in
      let room = try server.plainRoom("Ana", "Beto", "Eva")
      let text = String(repeating: "x", count: 4000)
      for number in 0..<20 {
        try room[0].send("@Beto \(number)\(text)")
        try room[1].expect("[privado] Ana: \(number)\(text)")
      }
      try room[0].send("oi")
      try room[2].expect("Ana: oi")
      try room[1].expect("Ana: oi")
    }
  }
}
