import ChatServer
import Journal
import TestSupport
import Testing
import Wire

// Many who come back at once, far behind: each gets what it missed, the log is read once for all of them, and
// whoever talks meanwhile is not kept waiting.

@Suite struct BulkReturnTests {
  static let crowd = 200
  static let lines = 1_000
  static let text = String(repeating: "x", count: 60)
  /// Less than a piece for each; and patience enough for a machine that is slow.
  static let limits = Limits.with {
    $0.pieceBytes = 4 << 20
    $0.cachedPieceBytes = 1 << 20
    $0.writeTime = 600_000
    $0.awayTime = 600_000
  }

  @Test("Hundreds at once, a thousand lines behind, get all of it in order", .timeLimit(.minutes(5)))
  func crowd() throws {
    try TestServer.run(limits: Self.limits) { server in
      let absentees = try (0..<Self.crowd).map { index in
        let client = try server.numbered("p\(index)")
        client.client.cut()
        return client
      }
      let pair = try server.numberedRoom("Ana", "Rui")
      try pair[0].client.send((2..<2 + Self.lines).map { "\($0) \($0) \(Self.text)" })
      try pair[1].client.readLines(through: { $0.hasSuffix(" Ana: \(1 + Self.lines) \(Self.text)") })
      let before = server.entriesRead

      // All have asked, and take nothing yet.
      let returned = try absentees.map { absentee in
        let client = try server.connect(.numbered, isNarrow: true)
        try client.send("2 #retomar \(absentee.token) \(absentee.entered)")
        try client.expect("+2 -")
        return client
      }
      for number in 2..<52 {
        try pair[1].send("\(number) meanwhile \(number)")
        try pair[0].client.readLines(through: { $0.hasSuffix(" Rui: meanwhile \(number)") })
      }
      let log = try server.journal.reader.entries(after: .zero, through: SequenceNumber(.max), bytes: .max)
      for (client, absentee) in zip(returned, absentees) {
        try client.expect(prefix: "= room ")
        try client.expect("= ready")
        let heard = try client.readLines(through: { $0.hasSuffix(" Rui: meanwhile 51") })
        let expected = log.filter { $0.sequence.value > absentee.entered }.compactMap(Self.line)
        #expect(heard == expected)
      }
      // Once for all, not once for each.
      #expect(server.entriesRead - before <= log.count)
      #expect(server.highestPieceBytes <= Self.limits.pieceBytes)
    }
  }

  /// An entry as whoever missed it is to be shown it.
  private static func line(_ entry: Entry) -> String? {
    let front = "\(entry.sequence.value) \(entry.milliseconds) "
    return switch entry.event {
    case .said(let name, let text): front + Sample.text(name) + ": " + Sample.text(text)
    case .joined(let identity): front + "* joined " + Sample.text(identity.name)
    default: nil
    }
  }
}
