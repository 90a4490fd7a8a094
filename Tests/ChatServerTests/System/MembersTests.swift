import ChatServer
import TLS
import TestSupport
import Testing
import Wire

// `--members`: a room that is closed to all others.

@Suite struct MembersTests {
  private let admin: Credentials
  private let member: Credentials
  private let admission: Admission

  init() throws {
    admin = try TestCertificates.newPerson()
    member = try TestCertificates.newPerson()
    admission = Admission(admins: [admin.certificate.pin], members: [member.certificate.pin])
  }

  @Test("Members and those who run the room enter, nobody else does")
  func closed() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: member)
      try ana.expect("= key Beto \(member.certificate.pin)")
      try ana.expect(2, "* joined Beto")
      let plain = try server.connect(.plain)
      try plain.send(["Eva", "oi"])
      try plain.expect("! the room is for its members alone: connection closed")
      try plain.expectEnd()
      for other in [nil, try TestCertificates.newPerson()] {
        let client = try server.connect(.numbered, identity: other)
        try client.send(["1 Eva", "2 oi"])
        try client.expect("!1 not-a-member the room is for its members alone: connection closed")
        try client.expectEnd()
        // Nor in somebody else's session.
        let stolen = try server.resume(beto.token, after: 2, identity: other)
        try stolen.expect("!1 not-a-member the room is for its members alone: connection closed")
        try stolen.expectEnd()
      }
      try beto.send("2 oi")
      try ana.expect(3, "Beto: oi")
      beto.client.cut()
      let again = try server.resume(beto.token, after: 3, identity: member)
      try again.expect(["+1 -", "= room \(beto.room)", "= ready"])
    }
  }

  @Test("A list without anybody leaves those who run the room")
  func nobody() throws {
    let admission = Admission(admins: [admin.certificate.pin], members: [])
    try TestServer.run(admission: admission) { server in
      _ = try server.numbered("Ana", identity: admin)
      let client = try server.connect(.numbered, identity: member)
      try client.send("1 Beto")
      try client.expect(prefix: "!1 not-a-member ")
      try client.expectEnd()
    }
  }

  @Test("A member can be banned")
  func banned() throws {
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: member)
      try ana.send("2 #banir \(member.certificate.pin)")
      try beto.client.readLines(through: { $0 == "!0 offence Ana banned you" })
      let again = try server.connect(.numbered, identity: member)
      try again.send("1 Beto")
      try again.expect(prefix: "!1 banned ")
    }
  }

  @Test("A list that is read anew throws out who is no longer on it, also who is away, and nobody else")
  func reloaded() throws {
    let other = try TestCertificates.newPerson()
    let newcomer = try TestCertificates.newPerson()
    var admission = admission
    admission.members?.insert(other.certificate.pin)
    try TestServer.run(admission: admission) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: member)
      try ana.expect(prefix: "= key Beto ")
      try ana.expect(beto.entered, "* joined Beto")
      let caio = try server.numbered("Caio", identity: other)
      try ana.expect(prefix: "= key Caio ")
      try ana.expect(caio.entered, "* joined Caio")
      caio.client.cut()

      admission.members = [newcomer.certificate.pin]
      try server.reload(TestCertificates.good, admission: admission)
      try beto.client.readLines(
        through: { $0 == "!0 offence the room is for its members alone: connection closed" })
      try beto.client.expectEnd()
      var gone: Set<String> = []
      for _ in 0..<2 { gone.insert(String(try ana.client.readLine().split(separator: "*")[1])) }
      #expect(gone == [" left Beto kicked", " left Caio kicked"])
      for (session, key) in [(beto, member), (caio, other)] {
        let back = try server.resume(session.token, after: session.entered, identity: key)
        try back.expect(prefix: "!1 not-a-member ")
        try back.expectEnd()
      }
      let eva = try server.numbered("Eva", identity: newcomer)
      #expect(eva.here == ["Ana", "Eva"])

      admission.members = nil
      try server.reload(TestCertificates.good, admission: admission)
      #expect(try server.numbered("Beto", identity: member).here == ["Ana", "Eva", "Beto"])
    }
  }

  @Test("A session that is just going away is thrown out like all others")
  func goingAway() throws {
    var admission = admission
    try TestServer.run(admission: admission, ioThreads: 1) { server in
      let ana = try server.numbered("Ana", identity: admin)
      let beto = try server.numbered("Beto", identity: member)
      try ana.expect(prefix: "= key Beto ")
      try ana.expect(beto.entered, "* joined Beto")
      server.journal.holdAnswers(true)
      beto.client.cut()
      // Both are read by one thread, one after the other.
      try ana.send("2 #quem")
      try ana.expect("= here Ana Beto", "+2 -")
      admission.members = []
      try server.reload(TestCertificates.good, admission: admission)
      try ana.send("3 #quem")
      try ana.expect("= here Ana Beto", "+3 -")
      server.journal.holdAnswers(false)
      try ana.client.expect { $0.hasSuffix("* left Beto kicked") }
    }
  }
}
