import ChatServer
import TestSupport
import Testing

@Suite("Scrolling back")
struct ScrollingBackTests {
  /// So that #historico has its limit, and lines have none that counts here.
  private static let limits = Limits.with { $0.flood = TokenBucket.Rate(burst: 1_000, perSecond: 1_000) }

  @Test("to the first of 320 messages, with what one reads in its place, beyond the limit of #historico")
  func toTheFirst() throws {
    try TestServer.run(limits: Self.limits) { server in
      let beto = try server.plain("beto")
      try beto.send((1...320).map { "linha-\($0)." } + ["#quem"])
      try beto.expect(prefix: "* 1 person here")
      let ana = try server.screen()
      let entered = try ana.wait("the last messages") { $0.rows[19].contains("linha-320.") }
      #expect(entered.rows[20].contains("↑ earlier messages"))
      #expect(entered.rows[21].contains("welcome, ana!"))
      // One of five requests at once.
      try ana.enter("#who")
      try ana.wait(for: "* 2 here")
      for oldest in [271, 171, 71] {
        try ana.press("Home")
        // They come above the line that had been the oldest, which stays in its row below two others now.
        try ana.wait("older ones") {
          $0.rows[1].contains("linha-\(oldest - 2).") && $0.rows[3].contains("linha-\(oldest).")
        }
      }
      // The sixth.
      try ana.press("Home")
      let first = try ana.wait("the beginning, when the limit allows it") {
        $0.rows[1].contains("this is the beginning")
      }
      #expect(first.rows[3].contains("linha-1."))
      try ana.press("End")
      let last = try ana.wait(for: "welcome, ana!")
      #expect(last.row(of: "too fast") == nil)
    }
  }

  @Test("to nothing, where nothing was said before")
  func nothing() throws {
    try TestServer.run { server in
      let ana = try server.screen(columns: 40, rows: 10)
      try ana.enter("primeira")
      try ana.wait(for: "ana: primeira ✓")
      try ana.press("PPage")
      try ana.wait(for: "this is the beginning")
    }
  }
}
