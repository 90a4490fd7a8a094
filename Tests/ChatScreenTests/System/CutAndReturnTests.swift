import TestSupport
import Testing

@Suite("A connection that is cut and comes back")
struct CutAndReturnTests {
  @Test("lets one type on, marks what waits, and sends it in order, once")
  func typingMeanwhile() throws {
    try TestServer.run { server in
      let relay = try TestRelay(to: server.address)
      let beto = try server.numbered("beto")
      let ana = try server.screen(columns: 120, at: relay.address)
      try beto.client.expect { $0.hasSuffix("* joined ana") }
      try ana.enter("antes")
      try beto.client.expect { $0.hasSuffix("ana: antes") }
      try ana.wait(for: "ana: antes ✓")
      relay.cut()
      try ana.wait("the cut") { $0.rows[0].contains("no connection") }
      try ana.enter("primeira")
      try ana.enter("@beto segunda")
      try ana.paste("terceira\nem duas linhas")
      try ana.press("Enter")
      try ana.type("ainda escrevendo")
      let waiting = try ana.wait(for: "> ainda escrevendo")
      #expect(waiting.rows.filter { $0.contains("… waiting for the connection") }.count == 3)
      try beto.send("2 enquanto isso")
      try beto.expect(prefix: "+2 ")
      relay.restore()
      try ana.wait("the return") { $0.rows[0].contains(TestServer.connected) }
      for text in ["ana: primeira", "[privado] ana>beto: segunda", "ana: terceira\\nem duas linhas"] {
        try beto.client.expect { $0.hasSuffix(text) }
      }
      let after = try ana.wait(for: "em duas linhas ✓")
      let order = [
        "ana: antes ✓", "connection lost", "beto: enquanto isso", "ana: primeira ✓", "you → beto: segunda ✓",
        "ana: terceira",
      ].map { text in after.rows.indices.filter { after.rows[$0].contains(text) } }
      #expect(order.allSatisfy { $0.count == 1 }, "\(after)")
      #expect(order.flatMap(\.self) == order.flatMap(\.self).sorted(), "\(after)")
      #expect(after.row(of: "waiting for") == nil)
      #expect(after.field.hasPrefix("> ainda escrevendo"))
      // Nothing came twice, and nothing else came.
      try ana.press("C-u")
      try ana.enter("depois")
      try beto.client.expect { $0.hasSuffix("ana: depois") }
      #expect(!after.text.contains("ana joined"))
    }
  }

  @Test("is asked about before one leaves with messages that wait, which are told at the end")
  func leavingMeanwhile() throws {
    try TestServer.run { server in
      let relay = try TestRelay(to: server.address)
      let shell = try TmuxTerminal.shell(columns: 120)
      try shell.start(try server.papo(at: relay.address))
      try shell.waitForRoom()
      relay.cut()
      try shell.wait("the cut") { $0.rows[0].contains("no connection") }
      try shell.enter("nunca enviada")
      try shell.wait(for: "waiting for the connection")
      try shell.press("C-d")
      try shell.wait(for: "One message is not in the journal yet. Leave the chat? [y/N]")
      try shell.type("y")
      let end = try shell.wait(for: "status ")
      #expect(!end.isAlternate)
      #expect(end.row(of: "not sent: nunca enviada") != nil)
      #expect(end.row(of: "status 0") != nil)
    }
  }
}
