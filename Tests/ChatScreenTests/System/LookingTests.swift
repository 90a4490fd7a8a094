import TestSupport
import Testing

@Suite("Looking at the messages")
struct LookingTests {
  @Test("scrolls by wheel and keys, stays where one reads, and counts what is below")
  func scrolling() throws {
    try TestServer.run { server in
      let beto = try server.plain("beto")
      let ana = try server.screen()
      try beto.expect("* ana entered")
      try beto.send((1...60).map { "linha-\($0)." })
      try ana.wait(for: "linha-60.")
      try ana.wheel(-4, column: 5, row: 5)
      let above = try ana.wait("12 rows further up") {
        $0.rows[21].contains("linha-48.") && $0.rows[22].contains("↓ 12 below")
      }
      try beto.send(["nova um", "nova dois"])
      let counted = try ana.wait(for: "↓ 14 below")
      #expect(counted.rows[1...21] == above.rows[1...21])
      try ana.wheel(20, column: 5, row: 5)
      try ana.wait("the end") { $0.rows[21].contains("nova dois") && !$0.rows[22].contains("↓") }
      try ana.press("PPage")
      try ana.wait("a page up") { $0.rows[22].contains("↓") && $0.row(of: "linha-42.") != nil }
      try ana.press("Home")
      try ana.wait(for: "welcome, ana!")
      try ana.press("End")
      try ana.wait("the end") { $0.rows[21].contains("nova dois") }
      try ana.press("Home")
      try ana.wait(for: "welcome, ana!")
      // What one sends oneself is to be seen.
      try ana.enter("minha")
      try ana.wait("the end") { $0.rows[21].contains("ana: minha ✓") }
    }
  }

  @Test("shows its help on F1, who is here on F2, and gives the mouse away on F3")
  func functionKeys() throws {
    try TestServer.run { server in
      let ana = try server.screen()
      try ana.wait("the mouse, and who is here") { $0.hasPreciseMouse && $0.rows[1].contains("│ 1 here") }
      try ana.press("F1")
      try ana.wait("the help") {
        $0.rows[1].contains("What one types") && $0.row(of: "welcome, ana!") == nil
          && $0.rows[22].contains("Esc goes back")
      }
      try ana.press("NPage", "NPage", "NPage")
      try ana.wait(for: "Shift-drag")
      try ana.press("Escape")
      try ana.wait(for: "welcome, ana!")
      try ana.press("F2")
      try ana.wait("no column of people") { !$0.rows[1].contains("│") }
      try ana.press("F2")
      try ana.wait("the column of people") { $0.rows[1].contains("│ 1 here") }
      try ana.press("F3")
      try ana.wait("the terminal's mouse") { !$0.hasMouse && $0.row(of: "F3 brings it back") != nil }
      try ana.press("F3")
      try ana.wait("papo's mouse") { $0.hasPreciseMouse && $0.row(of: "F3 gives it") != nil }
    }
  }

  @Test("folds those who enter and leave into one line, and draws all anew on Ctrl-L")
  func folding() throws {
    try TestServer.run { server in
      let ana = try server.screen()
      let beto = try server.plain("beto")
      let eva = try server.plain("eva")
      try beto.expect("* eva entered")
      try eva.send("#sair")
      try beto.expect("* eva left")
      let screen = try ana.wait(for: "* beto joined; eva joined and left")
      #expect(screen.rows.filter { $0.contains("joined") }.count == 1)
      #expect(screen.rows[0].contains("2 here"))
      try ana.press("C-l")
      try ana.wait("the same") { $0.rows == screen.rows }
    }
  }
}
