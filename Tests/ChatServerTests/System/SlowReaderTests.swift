import ChatServer
import TestSupport
import Testing
import Wire

// Slow readers: cut when they fall behind by more than the ring holds, while everybody else goes on.

@Suite struct SlowReaderTests {
  /// The write deadline is far away, so that the ring alone decides.
  static let limits = Limits.with { $0.ringBytes = 100_000 }
  /// Far more than the ring and a narrow client's sockets hold.
  static let lines = 100
  static let text = String(repeating: "x", count: 4000)

  @Test("A plain client that falls behind leaves as slow; the others miss nothing")
  func plain() throws {
    try TestServer.run(limits: Self.limits) { server in
      let ana = try server.numbered("Ana")
      let eva = try server.plain("Eva")
      let slow = try server.plain("Rui", isNarrow: true)
      try eva.expect("* Rui entered")
      try ana.expect(2, "* joined Eva")
      try ana.expect(3, "* joined Rui")
      var acknowledged: [String] = []
      var passedOn: [String] = []
      for number in 0..<Self.lines {
        let said = "\(number)\(Self.text)"
        try ana.send("\(number + 2) \(said)")
        acknowledged += try ana.client.readLines(through: { $0.hasPrefix("+\(number + 2) ") })
        passedOn += try eva.readLines(through: { $0 == "Ana: \(said)" })
      }
      // What the sockets hold it can still read, then the connection is cut. Now at the latest the server
      // notices.
      let heard = try slow.readToEnd()
      #expect(slow.endedCleanly == false)
      #expect(heard.count < Self.lines)
      #expect(heard == (0..<heard.count).map { "Ana: \($0)\(Self.text)" })
      try eva.send("fim")
      acknowledged += try ana.client.readLines(through: { $0.hasSuffix(" Eva: fim") })
      try ana.send("1000 fim")
      passedOn += try eva.readLines(through: { $0 == "Ana: fim" })
      #expect(passedOn.filter { $0.hasPrefix("Ana: ") }.count == Self.lines + 1)
      #expect(passedOn.filter { !$0.hasPrefix("Ana: ") } == ["* Rui left"])
      #expect(acknowledged.filter { $0.hasPrefix("+") }.count == Self.lines)
      #expect(acknowledged.filter { $0.hasSuffix(" * left Rui slow") }.count == 1)
    }
  }

  @Test("A round that brings more than the ring holds makes nobody slow whose socket takes it")
  func largeRound() throws {
    try TestServer.run(limits: .with { $0.ringBytes = 20_000 }) { server in
      let room = try server.plainRoom("Ana", "Eva")
      // 100 KB, which the sockets hold.
      let lines = (0..<25).map { "\($0)\(Self.text)" }
      try room[0].send(lines)
      try room[1].expect(lines.map { "Ana: \($0)" })
      try room[1].send("aqui")
      try room[0].expect("Eva: aqui")
    }
  }

  @Test("A numbered client that is behind for too long is cut; a plain one is not")
  func alwaysBehind() throws {
    let limits = Limits.with {
      $0.behindTime = 1_000
      $0.awayTime = 1
    }
    try TestServer.run(limits: limits) { server in
      let ana = try server.numbered("Ana")
      let slow = try server.numbered("Rui", isNarrow: true)
      let plain = try server.plain("Eva", isNarrow: true)
      try ana.expect(2, "* joined Rui")
      try ana.expect(3, "* joined Eva")
      // On a busy machine Rui is behind for too long before all is said.
      var told: [String] = []
      for number in 0..<Self.lines {
        try ana.send("\(number + 2) \(number)\(Self.text)")
        told += try ana.client.readLines(through: { $0.hasPrefix("+\(number + 2) ") })
      }
      let isDeparture: (String) -> Bool = { $0.hasSuffix(" * left Rui lost") }
      if !told.contains(where: isDeparture) { _ = try ana.client.readLines(through: isDeparture) }
      let heard = try slow.client.readToEnd()
      #expect(slow.client.endedCleanly == false)
      #expect(heard.count < Self.lines)
      let passedOn = try plain.readLines(Self.lines + 1)
      #expect(passedOn.filter { $0 != "* Rui left" } == (0..<Self.lines).map { "Ana: \($0)\(Self.text)" })
      try plain.send("aqui")
      _ = try ana.client.readLines(through: { $0.hasSuffix(" Eva: aqui") })
    }
  }

  @Test("A numbered client that falls behind takes its session up and catches up; nobody was told")
  func numbered() throws {
    try TestServer.run(limits: Self.limits) { server in
      let ana = try server.numbered("Ana")
      let slow = try server.numbered("Rui", isNarrow: true)
      try ana.expect(2, "* joined Rui")
      for number in 0..<Self.lines {
        try ana.send("\(number + 2) \(number)\(Self.text)")
        try ana.expect(prefix: "+\(number + 2) ")
      }
      let heard = try slow.client.readToEnd()
      #expect(slow.client.endedCleanly == false)
      #expect(heard.count < Self.lines)

      let cursor = heard.last.flatMap { ServerLine.parse(Array($0.utf8)).sequence } ?? slow.entered
      let again = try server.resume(slow.token, after: cursor, number: 2)
      try again.expect(["+2 -", "= room \(slow.room)", "= ready"])
      for number in heard.count..<Self.lines {
        try again.expect(where: { $0.hasSuffix(" Ana: \(number)\(Self.text)") })
      }
      try again.send("3 aqui")
      let sequence = UInt64(try again.expect(prefix: "+3 ")) ?? 0
      try ana.expect(sequence, "Rui: aqui")
    }
  }
}
