import ChatServer
import TestSupport
import Testing
import Wire

// `#historico N antes SEQ`: what is older than a line that one has.

@Suite struct OlderHistoryTests {
  /// The sequence numbers of the lines that answer line `number`, a `#historico`.
  private func page(
    _ client: NumberedClient, _ number: Int, _ command: String, file: String = #fileID, line: Int = #line
  ) throws -> [UInt64] {
    try client.send("\(number) \(command)")
    return try client.client.readLines(through: { $0 == "+\(number) -" }).dropLast().map { old in
      switch ServerLine.parse(Array(old.utf8)) {
      case .said(let sequence, _, _, _, isOld: true), .whispered(let sequence, _, _, _, _, isOld: true):
        return sequence
      default:
        throw TestFailure("an old line was wanted, \(old.debugDescription) came", file: file, line: line)
      }
    }
  }

  @Test("Pages meet without a hole or a double, from the newest to the first", arguments: [1, 7, 50, 500])
  func pages(size: Int) throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui", "Eva")
      // Public lines, private ones to Eva and from her, and some that are none of hers.
      let lines = (2...61).map { number in
        number % 3 == 0 ? "\(number) @Eva p" : number % 5 == 0 ? "\(number) @Rui p" : "\(number) x"
      }
      try room[0].client.send(lines)
      _ = try room[0].client.readLines(through: { $0.hasPrefix("+61 ") })
      try room[2].client.send(["2 @Ana eu", "3 fim"])
      _ = try room[2].client.readLines(through: { $0.hasPrefix("+3 ") })
      let all = try page(room[2], 4, "#historico 500")
      #expect(all.count == 60 - 8 + 2)
      var paged: [UInt64] = []
      var before = UInt64(Int64.max)
      for number in 5... {
        let page = try page(room[2], number, "#historico \(size) antes \(before)")
        guard let first = page.first else { break }
        #expect(page.allSatisfy { $0 < before })
        before = first
        paged = page + paged
      }
      #expect(paged == all)
    }
  }

  @Test("Only what is older comes: nothing before the first line, and all before one that is yet to come")
  func edges() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      try ana.send("2 um", "3 dois")
      try ana.expect("+2 2", "+3 3")
      for (number, (before, sequences)) in zip(
        4..., [(1, []), (2, []), (3, [2]), (4, [2, 3]), (Int64.max, [2, 3])] as [(Int64, [UInt64])])
      {
        #expect(try page(ana, number, "#historico 10 antes \(before)") == sequences)
      }
      #expect(try page(ana, 9, "#historico 1 antes 4") == [3])
      #expect(try page(ana, 10, "#History 500 BEFORE 4") == [2, 3])
      for (number, wrong) in zip(
        11..., ["0 antes 4", "501 antes 4", "5 antes 0", "5 antes 9223372036854775808", "antes 4", "5 antes"])
      {
        try ana.send("\(number) #historico \(wrong)")
        try ana.expect(prefix: "!\(number) no-such-command ")
      }
    }
  }

  @Test("Private messages come to their two sessions alone, also where somebody has their names by now")
  func privateOnes() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui", "Eva")
      try room[0].send("2 @Rui segredo", "3 fim")
      try room[0].expect("+2 4", "+3 5")
      try room[1].expect(4, "[privado] Ana>Rui: segredo")
      for client in room.dropFirst() { try client.expect(5, "Ana: fim") }
      #expect(try page(room[0], 4, "#historico 9 antes 5") == [4])
      #expect(try page(room[1], 2, "#historico 9 antes 5") == [4])
      #expect(try page(room[2], 2, "#historico 9 antes 5") == [])
      try room[0].send("5 #sair")
      try room[1].send("3 #sair")
      _ = try room[0].client.readToEnd()
      _ = try room[1].client.readToEnd()
      for name in ["Ana", "Rui"] {
        let successor = try server.numbered(name)
        #expect(try page(successor, 2, "#historico 9 antes 5") == [])
        #expect(try page(successor, 3, "#historico 9 antes \(Int64.max)") == [5])
      }
    }
  }

  @Test("A plain client has no sequence numbers, and so no such command")
  func plain() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      try ana.send("#historico 5 antes 7")
      try ana.expect(prefix: "! unknown command")
    }
  }

  @Test("It shares the limit of #historico and #quem")
  func tooFast() throws {
    let limits = Limits.with { $0.flood = Limits().flood }
    try TestServer.run(limits: limits) { server in
      let ana = try server.numbered("Ana")
      for number in 2...6 { #expect(try page(ana, number, "#historico 9 antes 1") == []) }
      try ana.send("7 #historico 9 antes 1")
      try ana.expect(prefix: "!7 too-fast ")
    }
  }
}
