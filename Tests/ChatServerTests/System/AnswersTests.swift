import TestSupport
import Testing
import Wire

// The numbered dialect's answers: in the order of the lines, at their place in the log, no number twice.

@Suite struct AnswersTests {
  @Test("Answers to lines sent together come in the order of the lines")
  func order() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 um", "3 @Rui dois", "4 #quem", "5 @Zoe oi", "6 três", "9 #xyz", "12 @ana eu")
      try room[0].expect("+2 3", "+3 4", "= here Ana Rui", "+4 -")
      try room[0].expect(prefix: "!5 no-such-person ")
      try room[0].expect("+6 5")
      try room[0].expect(prefix: "!9 no-such-command ")
      try room[0].expect(prefix: "!12 not-allowed ")
      try room[1].expect(3, "Ana: um")
      try room[1].expect(4, "[privado] Ana>Rui: dois")
      try room[1].expect(5, "Ana: três")
    }
  }

  @Test("History keeps its turn before lines that were sent after it")
  func historyInTurn() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      for round in 0..<20 as Range<UInt64> {
        let first = 2 + 4 * round
        try ana.send("\(first) oi", "\(first + 1) #historico 1", "\(first + 2) fim", "\(first + 3) #ajuda")
        try ana.expect("+\(first) \(2 + 2 * round)")
        try ana.expect(prefix: "~\(2 + 2 * round) ")
        try ana.expect("+\(first + 1) -", "+\(first + 2) \(3 + 2 * round)")
        for _ in 1...8 { try ana.expect(prefix: "= help ") }
        try ana.expect("+\(first + 3) -")
      }
    }
  }

  @Test("A plain client's answers come in their turn, too")
  func plainInTurn() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      try ana.send(["oi", "#historico", "#xyz", "@Zoe oi", "#quem", "fim", "#historico 1"])
      try ana.expect(["* 1 earlier message:", "Ana: oi"])
      try ana.expect(prefix: "! unknown command")
      try ana.expect("! there is nobody of that name here")
      try ana.expect(["* 1 person here: Ana", "* 1 earlier message:", "Ana: fim"])
    }
  }

  @Test("The acknowledgement stands at the line's place among the lines of the others, and all see one order")
  func onePlace() throws {
    try TestServer.run { server in
      let count: UInt64 = 100
      let names = ["Ana", "Rui", "Eva", "Tom"]
      _ = try server.numberedRoom("Zoe")
      let logs = try TestThreads.run(names.count) { index -> [String] in
        let client = try server.numbered(names[index])
        var last = client.entered
        var log: [String] = []
        var others = client.here.filter { names.contains($0) && $0 != names[index] }.count
        // Everybody is here before anybody speaks.
        while others < names.count - 1 {
          guard case .joined(let sequence, _, _, _) = try client.client.readValue() else { break }
          last = sequence
          others += 1
        }
        for number in 2..<2 + count { try client.send("\(number) \(names[index])\(number)") }
        var number: UInt64 = 2
        while log.count < names.count * Int(count) {
          let value = try client.client.readValue()
          let sequence = try #require(value.sequence)
          #expect(sequence > last)
          last = sequence
          switch value {
          case .accepted(number, _?):
            log.append("\(sequence) \(names[index]): \(names[index])\(number)")
            number += 1
          case .said(_, _, let from, let text, false): log.append("\(sequence) \(from): \(text)")
          default: Issue.record("\(value)")
          }
        }
        return log
      }
      for log in logs { #expect(log == logs[0]) }
    }
  }

  @Test("A number that was answered is answered as before, and not published again")
  func repetition() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 um", "3 @Rui dois", "4 três")
      try room[0].expect("+2 3", "+3 4", "+4 5")
      try room[0].send("2 um", "3 @Rui dois", "4 outra", "5 fim")
      try room[0].expect("+2 3", "+3 4", "+4 5", "+5 6")
      try room[1].expect(3, "Ana: um")
      try room[1].expect(4, "[privado] Ana>Rui: dois")
      try room[1].expect(5, "Ana: três")
      try room[1].expect(6, "Ana: fim")
      try room[1].send("2 #historico")
      #expect(try room[1].client.readLines(through: { $0 == "+2 -" }).count == 5)
    }
  }

  @Test("A number sent twice at once is published once")
  func repetitionAtOnce() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 um", "2 um", "3 @Rui dois", "3 @Rui dois", "4 fim")
      try room[0].expect("+2 3", "+2 3", "+3 5", "+3 5")
      let last = try room[0].expect(prefix: "+4 ")
      try room[1].expect(3, "Ana: um")
      try room[1].expect(5, "[privado] Ana>Rui: dois")
      try room[1].expect(UInt64(last) ?? 0, "Ana: fim")
      // What stood in the journal twice is given back once.
      try room[1].send("2 #historico")
      let old = try room[1].client.readLines(through: { $0 == "+2 -" })
      #expect(old.map { String($0.split(separator: " ")[0]) } == ["~3", "~5", "~\(last)", "+2"])
    }
  }

  @Test("Numbers may have gaps, up to the largest")
  func gaps() throws {
    try TestServer.run { server in
      let ana = try server.connect(.numbered)
      try ana.send(["1000 Ana", "9223372036854775806 um", "9223372036854775807 dois"])
      _ = try NumberedClient(entering: ana, number: 1000)
      try ana.expect(["+9223372036854775806 2", "+9223372036854775807 3"])
    }
  }
}
