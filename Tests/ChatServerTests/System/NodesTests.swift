import ChatServer
import TLS
import TestSupport
import Testing
import Wire

// One room over several servers: everybody sees one order, and a name is one name, through whichever server.

@Suite struct NodesTests {
  /// Longer than any test: nobody is taken for gone.
  private static let lease = 2 * TestClient.patience

  @Test("People of two servers talk, publicly and privately, in both dialects")
  func talk() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].numbered("Ana")
      let eva = try nodes[0].plain("Eva")
      try ana.client.hear("* joined Eva")
      let rui = try nodes[1].numbered("Rui")
      #expect(rui.here == ["Ana", "Eva", "Rui"])
      #expect(rui.room == ana.room)
      try ana.client.hear("* joined Rui")
      try eva.expect("* Rui entered")
      let ivo = try nodes[1].plain("Ivo")
      for client in [ana, rui] { try client.client.hear("* joined Ivo") }
      try eva.expect("* Ivo entered")
      try ana.send("2 um")
      let first = try ana.client.hear(answerTo: 2)
      #expect(try rui.client.hear("Ana: um") == first)
      try eva.expect("Ana: um")
      try ivo.expect("Ana: um")
      try rui.send("2 @Ana só para você", "3 @eva e para você")
      let second = try rui.client.hear(answerTo: 2)
      try rui.client.hear(answerTo: 3)
      #expect(try ana.client.hear("[privado] Rui>Ana: só para você") == second)
      try eva.expect("[privado] Rui: e para você")
      try ivo.send(["@Ana oi", "fim"])
      try ana.client.hear("[privado] Ivo>Ana: oi")
      for client in [ana, rui] { try client.client.hear("Ivo: fim") }
      try eva.expect("Ivo: fim")
      try ana.send("3 #sair")
      try ana.client.hear(answerTo: 3)
      try rui.client.hear("* left Ana quit")
      try ivo.expect("* Ana left")
      try ivo.send("#quem")
      try ivo.expect("* 3 people here: Eva, Rui, Ivo")
    }
  }

  @Test("Four who talk at once through three servers all see one order")
  func oneOrder() throws {
    try TestNode.run(3, lease: Self.lease) { nodes in
      let names = ["Ana", "Rui", "Eva", "Ivo"]
      let people = try names.enumerated().map { index, name in try nodes[index % 3].numbered(name) }
      // Whoever was here before is told of the others, who come through any server.
      for (index, person) in people.enumerated() {
        for name in names[(index + 1)...] { try person.client.hear("* joined \(name)") }
      }
      for person in people { try person.client.send((2...101).map { "\($0) \($0)" }) }
      let orders = try people.enumerated().map { index, person in
        var order: [UInt64: String] = [:]
        var last: UInt64 = 0
        for _ in 0..<400 {
          let (sequence, line) = try Self.heard(person, as: names[index])
          #expect(sequence > last)
          last = sequence
          order[sequence] = line
        }
        return order
      }
      #expect(orders[0].count == 400)
      for order in orders.dropFirst() { #expect(order == orders[0]) }
    }
  }

  /// The next line of what somebody says or is told of, as `name: text`, and its number.
  private static func heard(_ person: NumberedClient, as name: String) throws -> (UInt64, String) {
    switch ServerLine.parse(Array(try person.client.hear().utf8)) {
    case .accepted(let number, let sequence?): return (sequence, "\(name): \(number)")
    case .said(let sequence, _, let from, let text, _): return (sequence, "\(from): \(text)")
    case let other: throw TestFailure("\(other)", file: #fileID, line: #line)
    }
  }

  @Test("A name that is borne through one server is taken on the other, and free when its bearer has left")
  func nameTaken() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let ana = try nodes[0].plain("Ana")
      let rui = try nodes[1].plain("Rui")
      try ana.expect("* Rui entered")
      let late = try nodes[1].connect(.numbered)
      try late.send("1 ANA")
      try late.expect(prefix: "!1 name-taken ")
      try ana.send("#sair")
      try ana.expect("* Goodbye, Ana!")
      try rui.expect("* Ana left")
      try late.send("2 ANA")
      let new = try NumberedClient(entering: late, number: 2)
      #expect(new.here == ["Rui", "ANA"])
      try rui.expect("* ANA entered")
    }
  }

  @Test("A name that is asked for through two servers at once is one person's")
  func nameRace() throws {
    try TestNode.run(2, lease: Self.lease) { nodes in
      let eva = try nodes[0].plain("Eva")
      let rui = try nodes[1].plain("Rui")
      try eva.expect("* Rui entered")
      // Neither hears of the other before both have asked.
      nodes[0].reach.cut()
      nodes[1].reach.cut()
      let both = try nodes.map { try $0.connect(.numbered) }
      for client in both { try client.send("1 Zoe") }
      for (client, guest) in zip(both, [eva, rui]) {
        // What is asked after it on the same thread is answered, so the name was taken there too.
        try guest.send("#ajuda")
        _ = try guest.readLines(8)
        #expect(try !client.readSome(atMost: 1))
      }
      nodes[0].reach.restore()
      nodes[1].reach.restore()
      let answers = try both.map { try $0.readLine() }
      #expect(answers.count { $0.hasPrefix("+1 ") } == 1)
      #expect(answers.count { $0.hasPrefix("!1 name-taken ") } == 1)
      for guest in [eva, rui] {
        try guest.expect("* Zoe entered")
        try guest.send("#quem")
        try guest.expect("* 3 people here: Eva, Rui, Zoe")
      }
    }
  }

  @Test("Whoever comes is told of the servers: this one first, and when one comes, goes or changes its key")
  func told() throws {
    try TestNode.run(3, lease: Self.lease) { nodes in
      let words = nodes.map(\.word)
      let ana = try nodes[0].numbered("Ana")
      let rui = try nodes[1].numbered("Rui")
      #expect(ana.nodes.first == words[0] && Set(ana.nodes) == Set(words))
      #expect(rui.nodes.first == words[1] && Set(rui.nodes) == Set(words))
      // One connection begins with this one of the others, the next one with that.
      let eva = try nodes[0].numbered("Eva")
      #expect(eva.nodes == [words[0]] + ana.nodes.dropFirst().reversed())
      try ana.client.hear("* joined Rui")
      try ana.client.hear("* joined Eva")
      try rui.client.hear("* joined Eva")
      let next = try TestCertificates.otherKey.certificate.pin
      try nodes[0].reload(TestCertificates.good, nextPin: next)
      #expect(try ana.client.readNodes().first == "\(words[0]),\(next)")
      try ana.expect("= next \(next)")
      #expect(try rui.client.readNodes().contains("\(words[0]),\(next)"))
      nodes[2].stop()
      #expect(try Set(rui.client.readNodes()) == [words[1], "\(words[0]),\(next)"])
      #expect(try Set(ana.client.readNodes()) == [words[1], "\(words[0]),\(next)"])
      // Nobody in the plain dialect knows of it.
      let ivo = try nodes[1].plain("Ivo")
      try ivo.send("#quem")
      try ivo.expect("* 4 people here: Ana, Rui, Eva, Ivo")
    }
  }

  @Test("A server that is alone with a journal of its own tells of none")
  func alone() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      #expect(ana.nodes.isEmpty)
    }
  }

  @Test("Who is kicked or banned is thrown out of whichever server, once")
  func excluded() throws {
    let admin = try TestCertificates.newPerson()
    let key = try TestCertificates.newPerson()
    let admission = Admission(admins: [admin.certificate.pin])
    try TestNode.run(3, lease: Self.lease, admission: admission) { nodes in
      let ana = try nodes[0].numbered("Ana", identity: admin)
      let rui = try nodes[2].numbered("Rui")
      let beto = try nodes[1].numbered("Beto", identity: key)
      let eva = try nodes[1].plain("Eva")
      try ana.client.hear("* joined Rui")
      for client in [ana.client, rui.client] {
        try client.expect("= key Beto \(key.certificate.pin)")
        try client.hear("* joined Beto")
        try client.hear("* joined Eva")
      }
      try ana.send("2 #expulsar Beto")
      try ana.client.hear("* kicked Beto Ana 0")
      try ana.client.hear(answerTo: 2)
      try beto.client.hear("* joined Eva")
      try beto.client.hear("* kicked Beto Ana 0")
      #expect(try beto.client.hear() == "!0 offence Ana kicked you out")
      try beto.client.expectEnd()
      try rui.client.hear("* kicked Beto Ana 0")
      for client in [ana.client, rui.client] { try client.hear("* left Beto kicked") }
      try eva.expect(["* Ana kicked Beto out", "* Beto left"])
      // The session is over, through the other servers too.
      let again = try nodes[2].resume(beto.token, after: 1, identity: key)
      try again.expect(prefix: "!1 no-such-session ")
      try again.send("2 Beto")
      _ = try NumberedClient(entering: again, number: 2)
      for client in [ana.client, rui.client] {
        try client.expect("= key Beto \(key.certificate.pin)")
        try client.hear("* joined Beto")
      }
      try eva.expect("* Beto entered")
      try ana.send("3 #banir \(key.certificate.pin)")
      try ana.client.hear("* banned \(key.certificate.pin) Ana")
      try ana.client.hear(answerTo: 3)
      try again.hear("* banned \(key.certificate.pin) Ana")
      #expect(try again.hear().hasPrefix("!0 offence "))
      try again.expectEnd()
      for client in [ana.client, rui.client] {
        try client.readLines(through: { $0.hasSuffix("* left Beto kicked") })
      }
      try eva.readLines(through: { $0 == "* Beto left" })
      let banned = try nodes[1].connect(.numbered, identity: key)
      try banned.send("1 Beto")
      try banned.expect(prefix: "!1 banned ")
      // Of a guest through another server, neither key nor address is known.
      try ana.send("4 #expulsar Eva 5", "5 #expulsar Eva")
      #expect(try ana.client.hear().hasPrefix("!4 not-known "))
      try ana.client.hear("* kicked Eva Ana 0")
      try ana.client.hear(answerTo: 5)
      try eva.readLines(through: { $0 == "* Ana kicked you out" })
      try eva.expectEnd()
      try rui.client.hear("* kicked Eva Ana 0")
      for client in [ana.client, rui.client] { try client.hear("* left Eva kicked") }
    }
  }

  @Test("Whose key is taken away from a name leaves, through whichever server")
  func keyRemoved() throws {
    let (first, second) = (try TestCertificates.newPerson(), try TestCertificates.newPerson())
    try TestNode.run(2, lease: Self.lease) { nodes in
      let rui = try nodes[1].numbered("Rui")
      let here = try nodes[0].numbered("Ana", identity: first)
      try here.send("2 #adotar \(second.certificate.pin)")
      _ = try here.client.readLines(through: { $0.hasPrefix("+2 ") })
      // That server has read of it now.
      try rui.client.readLines(through: { $0.hasSuffix(" \(second.certificate.pin)") })
      let there = try nodes[1].numbered("Ana", identity: second)
      #expect(there.here == ["Rui", "Ana"])
      try there.send("2 oi")
      try there.client.hear(answerTo: 2)
      try here.client.hear("Ana: oi")
      try here.send("3 #remover \(second.certificate.pin)")
      _ = try here.client.readLines(through: { $0.hasPrefix("+3 ") })
      try there.client.expect("= key Ana \(first.certificate.pin)")
      try there.client.expect("!0 offence your key was taken away from your name: connection closed")
      try there.client.expectEnd()
      try here.send("4 #quem")
      try here.expect("= here Rui Ana", "+4 -")
    }
  }
}
