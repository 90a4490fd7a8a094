import ChatServer
import TestSupport
import Testing
import Wire

// Taking a session up again after a cut: nothing lost, nothing doubled, nobody told.

@Suite struct ResumeTests {
  @Test("After a cut, what came meanwhile is replayed, without one's own lines, and nobody was told")
  func replay() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 antes")
      try room[0].expect("+2 3")
      try room[1].expect(3, "Ana: antes")
      room[0].client.cut()
      try room[1].send("2 um", "3 @Ana dois")
      try room[1].expect(prefix: "+2 ")
      try room[1].expect(prefix: "+3 ")
      let eva = try server.numbered("Eva")
      try room[1].expect(eva.entered, "* joined Eva")
      try eva.send("2 @Rui segredo", "3 #sair")
      let secret = UInt64(try eva.expect(prefix: "+2 ")) ?? 0
      let left = UInt64(try eva.expect(prefix: "+3 ")) ?? 0
      try room[1].expect(secret, "[privado] Eva>Rui: segredo")
      try room[1].expect(left, "* left Eva quit")

      let again = try server.resume(room[0].token, after: 3, number: 3)
      try again.expect(["+3 -", "= room \(room[0].room)", "= ready"])
      let replayed = try again.readLines(4).map(withoutTime)
      #expect(Set(replayed.prefix(2).map { $0.dropFirst(2) }) == ["Rui: um", "[privado] Rui>Ana: dois"])
      #expect(replayed[2] == "\(eva.entered) * joined Eva")
      #expect(replayed[3] == "\(left) * left Eva quit")
      try again.send("4 depois")
      let number = UInt64(try again.expect(prefix: "+4 ")) ?? 0
      try room[1].expect(number, "Ana: depois")
    }
  }

  @Test("English has a word for it")
  func alias() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      ana.client.cut()
      let again = try server.connect(.numbered)
      try again.send("2 #resume \(ana.token) 1")
      try again.expect(["+2 -", "= room \(ana.room)", "= ready"])
    }
  }

  @Test("Of lines sent again, those in the journal get their old number, and the others go out once")
  func unanswered() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 um", "3 @Rui dois")
      try room[1].expect(3, "Ana: um")
      try room[1].expect(4, "[privado] Ana>Rui: dois")
      // The answers were on their way when the connection was cut.
      room[0].client.cut()
      let again = try server.resume(room[0].token, after: 2, number: 5)
      try again.expect(["+5 -", "= room \(room[0].room)", "= ready"])
      try again.send(["2 um", "3 @Rui dois", "4 três", "6 #quem"])
      try again.expect(["+2 3", "+3 4"])
      let third = UInt64(try again.expect(prefix: "+4 ")) ?? 0
      try again.expect(["= here Ana Rui", "+6 -"])
      try room[1].expect(third, "Ana: três")
      try room[1].send("2 fim")
      try room[1].expect(prefix: "+2 ")
    }
  }

  @Test("A connection that still holds the session is closed, and nobody is told")
  func takenOver() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      let again = try server.resume(room[0].token, after: 1, number: 2)
      try again.expect(["+2 -", "= room \(room[0].room)", "= ready"])
      try again.expect(2, "* joined Rui")
      try room[0].client.expectEnd()
      try again.send("3 oi")
      let sequence = UInt64(try again.expect(prefix: "+3 ")) ?? 0
      try room[1].expect(sequence, "Ana: oi")
      try room[1].send("2 @Ana psiu")
      try room[1].expect("+2 \(sequence + 1)")
      try again.expect(sequence + 1, "[privado] Rui>Ana: psiu")
    }
  }

  @Test("Taken up again and again while everybody speaks, no line is lost, doubled or out of order")
  func manyTimes() throws {
    try TestServer.run { server in
      let lines: UInt64 = 300
      let ana = try server.numbered("Ana")
      let talker = try server.numbered("Rui")
      let room = ana.room
      let tokens = [talker.token, ana.token]
      let starts = [talker.entered, ana.entered]
      let spoken = try TestThreads.run(2) { index -> [String] in
        if index == 0 {
          let again = try server.resume(tokens[0], after: starts[0], number: 2)
          try again.expect(["+2 -", "= room \(room)", "= ready"])
          for number in 3..<3 + lines {
            try again.send("\(number) \(number)")
            // Its own pace: a line after the other.
            try again.readLines(through: { $0.hasPrefix("+\(number) ") })
          }
          return (3..<3 + lines).map { "\($0)" }
        }
        var heard: [String] = []
        var cursor = starts[1]
        var number: UInt64 = 2
        while heard.count < lines {
          let again = try server.resume(tokens[1], after: cursor, number: number)
          try again.expect(["+\(number) -", "= room \(room)", "= ready"])
          number += 1
          for _ in 0..<25 where heard.count < lines {
            let value = try again.readValue()
            guard let sequence = value.sequence else { continue }
            #expect(sequence > cursor)
            cursor = sequence
            if case .said(_, _, "Rui", let text, false) = value { heard.append(text) }
          }
          if number.isMultiple(of: 2) { again.cut() }
        }
        return heard
      }
      #expect(spoken[0] == spoken[1])
    }
  }

  @Test("An unknown token, and one that is none, are refused; a name may follow")
  func unknownToken() throws {
    try TestServer.run { server in
      let client = try server.connect(.numbered)
      try client.send(["1 #retomar AAAAAAAAAAAAAAAAAAAAAA 0", "2 #retomar x"])
      try client.expect(prefix: "!1 no-such-session ")
      try client.expect(prefix: "!2 no-such-session ")
      try client.send("3 Ana")
      let ana = try NumberedClient(entering: client, number: 3)
      try ana.send("4 oi")
      try ana.expect("+4 2")
    }
  }

  @Test("A session that left by itself is over")
  func ended() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      try ana.send("2 #sair")
      try ana.expect("+2 2")
      try ana.client.expectEnd()
      let again = try server.resume(ana.token, after: 2, number: 3)
      try again.expect(prefix: "!3 no-such-session ")
      try again.send("4 Ana")
      let new = try NumberedClient(entering: again, number: 4)
      #expect(new.token != ana.token)
    }
  }

  @Test("There is no session in the plain dialect")
  func plainHasNone() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      ana.client.cut()
      let plain = try server.connect(.plain)
      try plain.send("#retomar \(ana.token) 1")
      try plain.expect(prefix: "! that name will not do")
    }
  }

  @Test("Of what was trimmed away, the returning client is told from where to where")
  func gap() throws {
    // Each line costs 64 and its name and text: about ten stay.
    try TestServer.run(capacity: 1000) { server in
      let room = try server.numberedRoom("Ana", "Rui")
      room[0].client.cut()
      for number in 2..<42 {
        try room[1].send("\(number) linha \(number)")
        try room[1].expect(prefix: "+\(number) ")
      }
      let again = try server.resume(room[0].token, after: 2)
      try again.expect(["+1 -", "= room \(room[0].room)", "= ready"])
      let gap = try again.expect(prefix: "= gap 3 ")
      // Taking the session up is an entry as well, and the last one.
      let oldest = try #require(try server.journal.reader.oldest()?.value)
      #expect(gap == "\(oldest - 1)")
      let last = try again.readLines(through: { $0.hasSuffix("Rui: linha 41") })
      #expect(last.first?.hasPrefix("\(oldest) ") == true)
    }
  }

  @Test("Who missed more than a part, or more than the ring holds, catches up")
  func farBehind() throws {
    try TestServer.run(limits: .with { $0.ringBytes = 20_000 }) { server in
      let room = try server.numberedRoom("Ana", "Rui")
      room[0].client.cut()
      let text = String(repeating: "x", count: 1000)
      for number in 2..<302 {
        try room[1].send("\(number) \(number)\(text)")
        try room[1].expect(prefix: "+\(number) ")
      }
      let again = try server.resume(room[0].token, after: 2)
      try again.expect(["+1 -", "= room \(room[0].room)", "= ready"])
      for number in 2..<302 {
        guard case .said(_, _, "Rui", let said, false) = try again.readValue() else {
          Issue.record("no line \(number)")
          return
        }
        #expect(said == "\(number)\(text)")
      }
      try room[1].send("302 fim")
      let sequence = UInt64(try room[1].expect(prefix: "+302 ")) ?? 0
      try again.expect(sequence, "Rui: fim")
    }
  }

  @Test("A cursor ahead of the journal, and the largest, show nothing old")
  func cursorAhead() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      for cursor in [1000, UInt64(Int64.max)] {
        let again = try server.resume(room[0].token, after: cursor)
        try again.expect(["+1 -", "= room \(room[0].room)", "= ready"])
        try again.send("? ")
        try again.expect(prefix: "!0 ")
      }
    }
  }

  private func withoutTime(_ line: String) -> String {
    let parts = line.split(separator: " ", maxSplits: 2)
    return "\(parts[0]) \(parts[2])"
  }
}
