import Glibc
import Testing

@testable import Terminal

// One at a time: curses has one screen in a process.
@Suite("The screen", .serialized)
struct ScreenTests {
  @Test("needs a terminal, and one that terminfo knows and that can place its cursor")
  func refused() throws {
    let pair = try PseudoTerminal()
    let null = unsafe open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(null) }
    for (input, output) in [(null, pair.terminal), (pair.terminal, null), (-1, -1)] {
      #expect(error(input, output, "xterm") == .notATerminal)
    }
    for name in ["", "dumb", "no-such-terminal"] {
      #expect(error(pair.terminal, pair.terminal, name) == .unknownTerminal(name))
    }
    pair.drain()
    #expect(pair.output == "")
  }

  @Test("shows a picture, and of the next one only what changed")
  func rows() throws {
    let pair = try PseudoTerminal(columns: 20, rows: 5)
    var screen = try screen(pair)
    #expect(screen.size == Size(columns: 20, rows: 5))
    var canvas = Canvas(screen.size)
    canvas.draw("olá 日本 e\u{301}", at: Point(column: 0, row: 0))
    canvas.draw("second", at: Point(column: 3, row: 2))
    screen.show(canvas)
    pair.drain()
    #expect(pair.output.contains("olá 日本 e\u{301}") && pair.output.contains("second"))
    let first = pair.output.count
    canvas.draw("third", at: Point(column: 0, row: 4))
    screen.show(canvas)
    pair.drain()
    var change = pair.output.dropFirst(first)
    #expect(change.contains("third") && !change.contains("ol") && !change.contains("second"))
    let second = pair.output.count
    screen.show(canvas)
    pair.drain()
    #expect(pair.output.count == second)
    screen.redrawAll()
    screen.show(canvas)
    pair.drain()
    change = pair.output.dropFirst(second)
    #expect(change.contains("olá") && change.contains("third"))
    screen.close()
  }

  @Test("fills the last place of the screen, and is any size")
  func sizes() throws {
    let pair = try PseudoTerminal(columns: 3, rows: 2)
    var screen = try screen(pair)
    for (columns, rows) in [(3, 2), (1, 1), (200, 60), (1, 50), (2, 1), (80, 24), (1, 1)] {
      pair.resize(columns: Int32(columns), rows: Int32(rows))
      screen.updateSize()
      #expect(screen.size == Size(columns: columns, rows: rows))
      var canvas = Canvas(screen.size)
      let last = Point(column: columns - 1, row: rows - 1)
      canvas.draw("日日日", at: Point(column: 0, row: 0))
      canvas.draw("#", at: last)
      canvas.cursor = last
      let before = pair.output.count
      screen.show(canvas)
      pair.drain()
      #expect(pair.output.dropFirst(before).contains("#"), "\(columns)×\(rows)")
      // Pictures of other sizes are cut, or leave the rest blank.
      screen.show(Canvas(Size(columns: 7, rows: 7)))
      screen.show(Canvas(Size(columns: 0, rows: 0)))
    }
    screen.close()
  }

  @Test("takes a terminal that tells no size for 80×24, and no more than a canvas has")
  func sizeLimits() throws {
    let pair = try PseudoTerminal(columns: 0, rows: 0)
    var screen = try screen(pair)
    #expect(screen.size == Size(columns: 80, rows: 24))
    let most = Int32(Canvas.maximumSide)
    pair.resize(columns: most, rows: 1)
    screen.updateSize()
    #expect(screen.size == Size(columns: Int(most), rows: 1))
    pair.resize(columns: most + 1, rows: 65_535)
    screen.updateSize()
    #expect(screen.size == Size(columns: Int(most), rows: Int(most)))
    screen.close()
  }

  @Test("has the shades and traits of a style, and no colour without leave")
  func styles() throws {
    for (usesColor, name) in [
      (true, "xterm-256color"), (true, "xterm"), (false, "xterm-256color"), (true, "vt100"),
    ] {
      let pair = try PseudoTerminal()
      var screen = try screen(pair, Screen.Settings(usesColor: usesColor), name)
      pair.drain()
      let before = pair.output.count
      var canvas = Canvas(screen.size)
      canvas.draw(StyledText("red", Style(.red, .bold)), at: Point(column: 0, row: 0))
      canvas.draw(StyledText("shade", Style(.shade(0))), at: Point(column: 0, row: 1))
      screen.show(canvas)
      pair.drain()
      let shown = pair.output.dropFirst(before)
      #expect(shown.contains("\u{1B}[31m") == (usesColor && name != "vt100"), "\(name)")
      #expect(shown.contains("\u{1B}[38;5;\(Palette.shades[0])m") == (usesColor && name == "xterm-256color"))
      #expect(shown.contains("\u{1B}[1m") || shown.contains("1m"))
      screen.close()
    }
  }

  @Test("hides the cursor where a picture has none, or has it outside")
  func cursor() throws {
    let pair = try PseudoTerminal(columns: 10, rows: 3)
    var screen = try screen(pair)
    var canvas = Canvas(screen.size)
    var seen = 0
    for (cursor, expected) in [
      (Point(column: 2, row: 1), "\u{1B}[?25h"), (nil, "\u{1B}[?25l"),
      (Point(column: 9, row: 2), "\u{1B}[?25h"),
      (Point(column: 10, row: 2), "\u{1B}[?25l"), (Point(column: 0, row: 0), "\u{1B}[?25h"),
      (Point(column: -1, row: 0), "\u{1B}[?25l"),
    ] as [(Point?, String)] {
      canvas.cursor = cursor
      // The first one is as the terminal was.
      if seen == 0 { screen.show(Canvas(screen.size)) }
      pair.drain()
      seen = pair.output.count
      screen.show(canvas)
      pair.drain()
      #expect(pair.output.dropFirst(seen).contains(expected))
    }
    screen.close()
  }

  @Test("turns the mouse on and off")
  func mouse() throws {
    let pair = try PseudoTerminal()
    var screen = try screen(pair, Screen.Settings(usesMouse: false))
    pair.drain()
    #expect(!pair.output.contains("\u{1B}[?1000h"))
    screen.usesMouse = true
    pair.drain()
    #expect(pair.output.hasSuffix("\u{1B}[?1000h\u{1B}[?1006h"))
    screen.usesMouse = false
    pair.drain()
    #expect(pair.output.hasSuffix("\u{1B}[?1006l\u{1B}[?1000l"))
    screen.close()
  }

  @Test("rings, with words but on the Linux console")
  func ring() throws {
    for (name, expected) in [("xterm", "\u{7}\u{1B}]9;ana\u{7}"), ("linux", "\u{7}")] {
      let pair = try PseudoTerminal()
      var screen = try screen(pair, Screen.Settings(), name)
      pair.drain()
      let before = pair.output.count
      screen.ring("ana")
      pair.drain()
      #expect(pair.output.dropFirst(before) == expected)
      screen.close()
    }
  }

  @Test("knows the terminal's own keys")
  func keys() throws {
    let pair = try PseudoTerminal()
    let screen = try screen(pair, Screen.Settings(), "linux")
    var decoder = KeyDecoder(screen.keys)
    #expect(decoder.decode("\u{1B}[[B\u{1B}[A\u{1B}[1~".utf8, at: 0) == [.function(2), .up, .home])
    screen.close()
  }

  @Test("leaves the terminal as it was found: settings, flags, handlers, what was typed")
  func leftAsFound() throws {
    let pair = try PseudoTerminal()
    _ = fcntl(pair.terminal, F_SETFL, O_RDWR | O_NONBLOCK)
    let settings = pair.settings
    let flags = fcntl(pair.terminal, F_GETFL)
    let handlers = Self.handlers()
    do {
      let screen = try screen(pair)
      #expect(pair.settings != settings)
      #expect(fcntl(pair.terminal, F_GETFL) & O_NONBLOCK == 0)
      pair.type("rm -r never\n")
      // What is typed takes its way through the kernel.
      var typed = pollfd(fd: pair.terminal, events: Int16(POLLIN), revents: 0)
      #expect(unsafe poll(&typed, 1, 10_000) == 1)
      _ = consume screen
    }
    #expect(pair.settings == settings)
    #expect(fcntl(pair.terminal, F_GETFL) == flags)
    #expect(Self.handlers() == handlers)
    var byte: UInt8 = 0
    #expect(unsafe read(pair.terminal, &byte, 1) == -1)
  }

  @Test("ends in a line of its own where there is no alternate screen")
  func onlyScreen() throws {
    for (name, isOnly) in [("vt100", true), ("xterm", false)] {
      let pair = try PseudoTerminal()
      var screen = try screen(pair, Screen.Settings(), name)
      screen.show(Canvas(screen.size))
      screen.close()
      pair.drain()
      #expect(pair.output.utf8.suffix(2).elementsEqual("\r\n".utf8) == isOnly)
    }
  }

  private func screen(
    _ pair: PseudoTerminal, _ settings: Screen.Settings = Screen.Settings(), _ name: String = "xterm-256color"
  ) throws(ScreenError) -> Screen {
    try Screen(settings, input: pair.terminal, output: pair.terminal, terminal: name)
  }

  private func error(_ input: Int32, _ output: Int32, _ name: String) -> ScreenError? {
    do throws(ScreenError) {
      let screen = try Screen(Screen.Settings(), input: input, output: output, terminal: name)
      screen.close()
      return nil
    } catch {
      return error
    }
  }

  private static func handlers() -> [UInt] {
    (1...64).map { (signal: Int32) -> UInt in
      var action = sigaction()
      unsafe sigaction(signal, nil, &action)
      return unsafe action.__sigaction_handler.sa_handler.map { unsafe unsafeBitCast($0, to: UInt.self) } ?? 0
    }
  }
}
