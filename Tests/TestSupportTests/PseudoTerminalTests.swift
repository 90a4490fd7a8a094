import Glibc
import TestSupport
import Testing

@Suite("The pseudoterminal")
struct PseudoTerminalTests {
  @Test("shows what a program writes and gives it what is typed")
  func typed() throws {
    let terminal = try PseudoTerminal(["cat"])
    try terminal.type("olá\n")
    try terminal.wait(for: "olá\r\nolá\r\n")
    try terminal.send([4])
    #expect(try terminal.finish() == .exit(0))
    #expect(terminal.output.complaints == [])
  }

  @Test("tells size, kind and environment, and the size again when it changes")
  func size() throws {
    let script = "trap 'stty size' WINCH; tty; echo $TERM $TZ $0; stty size; while :; do read x; done"
    let terminal = try PseudoTerminal(
      ["sh", "-c", script], columns: 33, rows: 7, term: "vt100", environment: ["TZ": "JST-9"])
    try terminal.wait(for: "/dev/pts/")
    try terminal.wait(for: "vt100 JST-9 sh\r\n7 33\r\n")
    try terminal.resize(columns: 1, rows: 1)
    try terminal.wait(for: "1 1\r\n")
    // Ctrl-C: the terminal is the program's controlling one.
    try terminal.send([3])
    let end = try terminal.finish()
    #expect(end == .signal(SIGINT))
  }

  @Test("judges what comes, to the last byte")
  func judged() throws {
    let terminal = try PseudoTerminal(["printf", "fine \\033]0;title\\007 \\033["])
    #expect(try terminal.finish() == .exit(0))
    #expect(terminal.output.complaints.count == 2)
    #expect(terminal.kept.suffix(2) == [0x1B, 0x5B])
  }

  @Test("keeps its settings after the program's end, as the program left them")
  func settings() throws {
    let raw = try PseudoTerminal(["sh", "-c", "read line; stty raw -echo"])
    let before = try raw.settings
    #expect(before.isCooked)
    try raw.send(Array("\n".utf8))
    #expect(try raw.finish() == .exit(0))
    #expect(try raw.settings != before)
    #expect(try !raw.settings.isCooked)
    let good = try PseudoTerminal(["true"])
    #expect(try good.finish() == .exit(0))
    #expect(try good.settings == before)
  }

  @Test("keeps only the newest of much output, all of which it judges")
  func bounded() throws {
    let terminal = try PseudoTerminal(["sh", "-c", "yes palavra | head -c 600000; printf fim"])
    #expect(try terminal.finish() == .exit(0))
    // Each line feed comes as two bytes.
    #expect(terminal.mark == 600_000 / 8 * 9 + 3)
    #expect(terminal.kept.count <= 2 * PseudoTerminal.maximumKept)
    #expect(terminal.kept.suffix(3) == Array("fim".utf8)[...])
  }

  @Test("fails where the program ends before what is waited for")
  func ended() throws {
    let terminal = try PseudoTerminal(["echo", "one"])
    #expect(throws: TestFailure.self) { try terminal.wait(for: "two") }
  }

  @Test("finds only what came behind a mark")
  func marked() throws {
    let terminal = try PseudoTerminal(["cat"])
    try terminal.type("one\n")
    try terminal.wait(for: "one\r\none\r\n")
    let mark = terminal.mark
    try terminal.type("two\n")
    try terminal.wait(for: "two", after: mark)
    try terminal.send([4])
    #expect(throws: TestFailure.self) { try terminal.wait(for: "one", after: mark) }
  }
}
