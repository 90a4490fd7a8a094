import TestSupport
import Testing

@Suite("A terminal that changes its size")
struct ResizingTests {
  @Test("to anything and back while messages come in, has everything in its place afterwards")
  func anySize() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try ana.type("metade de uma 日本 frase")
      var number = 0
      let sizes = [
        (20, 5), (1, 1), (3, 3), (200, 60), (2, 50), (200, 1), (1, 1), (30, 2), (80, 4), (80, 24),
      ]
      for (columns, rows) in sizes {
        try beto.send((1...10).map { "mensagem-\(number + $0) 日本 olá" })
        number += 10
        try ana.resize(columns: columns, rows: rows)
        try ana.wait("\(columns)x\(rows)") { $0.columns == columns && $0.rows.count == rows }
      }
      let after = try ana.wait("everything") {
        $0.rows[21].contains("beto: mensagem-\(number) 日本 olá") && $0.rows[0].contains(TestServer.connected)
          && $0.rows[1].contains("│ 2 here") && $0.field.hasPrefix("> metade de uma 日本 frase")
          && $0.field.hasSuffix("[ Send ]") && ($0.cursorColumn, $0.cursorRow) == (26, 23)
      }
      // What is seen is what papo means.
      try ana.press("C-l")
      try ana.enter("!")
      try beto.expect("ana: metade de uma 日本 frase!")
      try ana.press("PPage", "PPage", "NPage", "NPage")
      let wanted = after.rows[2...21].map { $0.prefix(55) }
      try ana.wait("the same, a row further up") {
        $0.rows[21].contains("frase! ✓") && $0.rows[1...20].map { $0.prefix(55) } == wanted
      }
    }
  }

  @Test("has in each size what finds room in it")
  func eachSize() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try ana.type("abc")
      try ana.resize(columns: 20, rows: 5)
      try ana.wait("20x5") {
        $0.columns == 20 && $0.rows.count == 5 && $0.rows[0].contains(TestServer.connected)
          && $0.rows[3].hasPrefix("─") && $0.rows[4].hasPrefix("> abc") && $0.rows[4].hasSuffix("[↵]")
      }
      try beto.send("oi")
      try ana.wait("the message") { $0.rows[2] == "beto: oi" }
      try ana.resize(columns: 3, rows: 3)
      try ana.wait("3x3") { $0.columns == 3 && $0.rows.count == 3 && $0.rows[1] == "───" }
      try ana.resize(columns: 1, rows: 1)
      try ana.wait("1x1") { $0.columns == 1 && $0.rows.count == 1 }
      // One can type there.
      try ana.enter("d")
      try beto.expect("ana: abcd")
      try ana.type("x")
      try ana.resize(columns: 200, rows: 60)
      try ana.wait("200x60") {
        $0.columns == 200 && $0.rows.count == 60 && $0.rows[57].contains("ana: abcd ✓")
          && $0.field.hasPrefix("> x")
      }
    }
  }
}
