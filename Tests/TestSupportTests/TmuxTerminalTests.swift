import Glibc
import TestSupport
import Testing

@Suite("The terminal that is tmux")
struct TmuxTerminalTests {
  @Test("shows what a program writes, and how it ends")
  func shown() throws {
    let terminal = try TmuxTerminal(
      ["sh", "-c", "printf 'olá はな子\\n\\033[1;31mred\\033[m'; read line; exit 3"], columns: 20, rows: 4)
    let screen = try terminal.wait(for: "red")
    #expect(screen.rows == ["olá はな子", "red", "", ""])
    #expect(screen.end == nil)
    #expect(screen.columns == 20)
    #expect(!screen.isAlternate)
    let styled = try terminal.styledRows[1]
    #expect(styled.hasPrefix("\u{1B}[1m\u{1B}[31mred"))
    try terminal.press("Enter")
    #expect(try terminal.waitForEnd() == .exit(3))
  }

  @Test("tells the signal that ended a program")
  func signal() throws {
    let terminal = try TmuxTerminal(["cat"])
    kill(try terminal.process, SIGTERM)
    #expect(try terminal.waitForEnd() == .signal(SIGTERM))
  }

  @Test("has an environment of its own", arguments: ["tmux-256color", "xterm-256color", "vt100"])
  func environment(_ term: String) throws {
    let script = "echo [$TERM][$LANG][$NO_COLOR][$TMUX][$XDG_STATE_HOME]; exec cat"
    let terminal = try TmuxTerminal(
      ["sh", "-c", script], columns: 200, term: term, environment: ["LANG": "pt_BR.UTF-8", "NO_COLOR": "1"])
    let seen = try terminal.wait(for: "/state]").rows[0]
    #expect(seen == "[\(term)][pt_BR.UTF-8][1][][\(terminal.home.path)/state]")
  }

  @Test("types any text, and sends any byte")
  func typed() throws {
    let terminal = try TmuxTerminal(["sh", "-c", "stty -icanon -echo -isig; echo on; cat -v"], columns: 60)
    try terminal.wait(for: "on")
    try terminal.enter("-l; é 'x' \"$HOME\" はな;")
    try terminal.wait("all of it") {
      $0.row(of: "-l; M-CM-) 'x' \"$HOME\"") != nil && $0.text.contains(";\n")
    }
    try terminal.send([0x1B, 0x5B, 0x49, 0, 0xFF, 3])
    try terminal.wait(for: "^[[I^@M-^?^C")
    try terminal.press("C-a", "M-b", "Left", "F1", "BTab", "Enter")
    try terminal.wait(for: "^A^[b^[[D^[OP^[[Z")
    try terminal.click(column: 4, row: 2)
    try terminal.wait(for: "^[[<0;5;3M^[[<0;5;3m")
    try terminal.wheel(-2, column: 0, row: 0)
    try terminal.wait(for: "^[[<64;1;1M^[[<64;1;1M")
    try terminal.focus(false)
    try terminal.wait(for: "^[[O")
  }

  @Test("clicks on what is seen")
  func clicked() throws {
    let script = "stty -icanon -echo; printf '\\nhere [ Send ] there\\n'; exec cat -v"
    let terminal = try TmuxTerminal(["sh", "-c", script])
    try terminal.click(on: "[ Send ]")
    try terminal.wait(for: "^[[<0;6;2M^[[<0;6;2m")
  }

  @Test("pastes, with brackets for who asks for them")
  func pasted() throws {
    let script = "stty -icanon -echo -icrnl; echo on; exec cat -v"
    let terminal = try TmuxTerminal(["sh", "-c", script])
    try terminal.wait(for: "on")
    try terminal.paste("one\ntwo;")
    try terminal.wait(for: "one^Mtwo;")
    let bracketed = try TmuxTerminal(["sh", "-c", "printf '\\033[?2004h'; " + script])
    try bracketed.wait(for: "on")
    try bracketed.paste("one\ntwo")
    try bracketed.wait(for: "^[[200~one^Mtwo^[[201~")
  }

  @Test("has any size, down to 1 by 1 and back")
  func resized() throws {
    let script = "trap 'stty size' WINCH; stty size; while :; do read x; done"
    let terminal = try TmuxTerminal(["sh", "-c", script], columns: 30, rows: 8)
    try terminal.wait(for: "8 30")
    try terminal.resize(columns: 1, rows: 1)
    try terminal.wait("1 by 1") { $0.columns == 1 && $0.rows.count == 1 }
    try terminal.resize(columns: 200, rows: 60)
    try terminal.wait(for: "60 200")
  }

  @Test("tells what a full-screen program turned on, and that all is as it was after it")
  func fullScreen() throws {
    let terminal = try TmuxTerminal.shell()
    let before = try terminal.settings
    #expect(before.isCooked)
    try terminal.enter(
      "printf 'one\\ntwo\\n' >file; less -R file; echo status $?".replacing("file", with: "~/f"))
    let full = try terminal.wait("less") { $0.isAlternate && $0.row(of: "two") != nil }
    #expect(full.hasKeypad)
    #expect(try !terminal.settings.isCooked)
    try terminal.type("q")
    let after = try terminal.wait(for: "status 0")
    #expect(!after.isAlternate)
    #expect(!after.hasKeypad)
    #expect(try terminal.settings == before)
    try terminal.enter("printf '\\033[?1000h\\033[?1006h\\033[?25lhidden'")
    let mouse = try terminal.wait(for: "hiddenready")
    #expect(mouse.hasMouse)
    #expect(mouse.hasPreciseMouse)
    #expect(!mouse.hasCursor)
  }

  @Test("suspends a program that a shell started, and brings it back")
  func suspended() throws {
    let terminal = try TmuxTerminal.shell()
    try terminal.enter("cat")
    try terminal.enter("echoed")
    try terminal.wait("echo") { screen in screen.rows.filter { $0 == "echoed" }.count == 2 }
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try terminal.enter("fg")
    try terminal.enter("again")
    try terminal.wait("echo") { screen in screen.rows.filter { $0 == "again" }.count == 2 }
  }

  @Test("ends with what runs in it")
  func closed() throws {
    let terminal = try TmuxTerminal(["cat"])
    let process = try terminal.process
    terminal.close()
    try TestClock.wait("cat is gone") { kill(process, 0) != 0 }
  }
}
