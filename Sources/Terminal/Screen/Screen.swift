import CCurses
import Glibc
import Synchronization

/// The terminal, for as long as the full screen stands on it: in raw mode, on its alternate screen, reporting
/// pastes, focus and the mouse. There is one at a time in a process, and one thread owns it, which also reads
/// standard input, gives the bytes to a `KeyDecoder` with `keys`, and draws.
///
/// However it ends, by `close`, a signal, a crash or exit(3), the terminal is as it was found. What was typed
/// and not read by then is thrown away: the rest of a paste must not become the shell's commands.
///
/// Signals that the program reads itself (signalfd(2)) must be blocked in all threads: SIGWINCH calls for
/// `updateSize`, SIGTSTP for `suspend`, SIGCONT for `resume`, and SIGINT, SIGTERM and SIGHUP for `expectEnd`
/// and an end by the program.
package struct Screen: ~Copyable {
  /// What the user wants of it.
  package struct Settings: Sendable {
    /// Whether there are colours, if the terminal has them: not with `NO_COLOR`.
    package var usesColor: Bool
    /// Whether the mouse is reported to us. The terminal's own selecting then needs Shift.
    package var usesMouse: Bool

    /// These settings.
    package init(usesColor: Bool = true, usesMouse: Bool = true) {
      self.usesColor = usesColor
      self.usesMouse = usesMouse
    }
  }

  /// What a terminal that does not tell its size is taken for, which is the VT100's.
  package static let assumedSize = Size(columns: 80, rows: 24)

  private static let isTaken = Atomic(false)

  /// How large the terminal is: at least 1×1, and no more than a `Canvas` can be.
  package private(set) var size = Screen.assumedSize
  /// What the terminal sends for its keys.
  package let keys: KeyTable

  private let palette: Palette
  private let canNotify: Bool
  private var shown: Canvas?

  /// Takes the terminal of standard input and output, whose kind `TERM` names. Stops first, as any job does,
  /// if it is in the background.
  package init(_ settings: Settings = Settings()) throws(ScreenError) {
    let name = unsafe getenv("TERM").map { unsafe String(cString: $0) } ?? ""
    try self.init(settings, input: STDIN_FILENO, output: STDOUT_FILENO, terminal: name)
  }

  init(_ settings: Settings, input: Int32, output: Int32, terminal name: String) throws(ScreenError) {
    guard isatty(input) == 1, isatty(output) == 1 else { throw .notATerminal }
    guard !name.isEmpty, name != "dumb" else { throw .unknownTerminal(name) }
    precondition(!Self.isTaken.exchange(true, ordering: .acquiring), "there is one screen at a time")
    // Before curses begins: by then the locale must be what the widths are asked of.
    _ = TextWidth.columns(of: " ")
    let result = unsafe curses_open(input, output, name, settings.usesColor)
    let code = errno
    guard result == CURSES_DONE else {
      Self.isTaken.store(false, ordering: .releasing)
      throw result == CURSES_UNKNOWN_TERMINAL ? .unknownTerminal(name) : .system(call: "newterm", code: code)
    }
    keys = KeyTable.ofOpenTerminal()
    palette = Palette(colorCount: Int(curses_color_count()))
    // The Linux console knows no such sequence, and shows it.
    canNotify = !name.hasPrefix("linux")
    usesMouse = settings.usesMouse
    for (index, number) in palette.numbers.enumerated() {
      // Where there are too few pairs, those letters come in the terminal's own colour.
      curses_make_pair(Int16(index + 1), Int32(number), -1)
    }
    if let pair = palette.contrastPair {
      curses_make_pair(Int16(pair), Int32(palette.white), Int32(palette.black))
    }
    curses_use_mouse(usesMouse)
    updateSize()
  }

  deinit {
    curses_close()
    Self.isTaken.store(false, ordering: .releasing)
  }

  /// Whether the mouse is reported.
  package var usesMouse: Bool {
    didSet { curses_use_mouse(usesMouse) }
  }

  /// Gives the terminal back.
  package consuming func close() {}

  /// Asks the terminal how large it is now; the next `show` writes everything anew.
  package mutating func updateSize() {
    let told = curses_terminal_size()
    let columns = told.columns > 0 ? Int(told.columns) : Self.assumedSize.columns
    let rows = told.rows > 0 ? Int(told.rows) : Self.assumedSize.rows
    let size = Size(columns: min(columns, Canvas.maximumSide), rows: min(rows, Canvas.maximumSide))
    if curses_resize(curses_size(columns: Int32(size.columns), rows: Int32(size.rows))) { self.size = size }
    redrawAll()
  }

  /// Has the next `show` write everything anew, over whatever another program has written.
  package mutating func redrawAll() {
    curses_redraw()
    shown = nil
  }

  /// Brings the terminal to this picture. What does not fit is not shown. Costs little where little changed.
  package mutating func show(_ canvas: Canvas) {
    let old = shown.flatMap { $0.size == canvas.size ? $0 : nil }
    for row in 0..<size.rows {
      guard row < canvas.size.rows else {
        if old == nil { curses_clear_row(Int32(row)) }
        continue
      }
      if let old, old.cells(row: row) == canvas.cells(row: row) { continue }
      draw(canvas.cells(row: row).prefix(size.columns), row: row)
    }
    shown = canvas
    let all = Rectangle(column: 0, row: 0, columns: size.columns, rows: size.rows)
    let cursor = canvas.cursor.flatMap { all.contains($0) ? $0 : nil }
    curses_show(cursor.map { Int32($0.row) } ?? -1, cursor.map { Int32($0.column) } ?? -1)
  }

  /// Rings the bell, and has a terminal that can do so notify its user with these words (OSC 9).
  package mutating func ring(_ message: String) {
    let bytes = Notification.bytes(message, isShown: canNotify)
    unsafe bytes.withUnsafeBufferPointer { unsafe curses_write($0.baseAddress, $0.count) }
  }

  /// Gives the terminal back, stops the whole process group as Ctrl-Z does elsewhere, and takes the terminal
  /// again when the group goes on in the foreground. Where nobody could continue the group, nothing stops it.
  /// Not to be called once the program is about to end. When a signal to end has come meanwhile, the terminal
  /// stays given back and nothing is shown any more.
  package mutating func suspend() {
    curses_suspend()
    updateSize()
  }

  /// Takes the terminal again after SIGCONT, which also comes when somebody else had stopped the process. As
  /// `suspend` otherwise.
  package mutating func resume() {
    curses_resume()
    updateSize()
  }

  /// To be called when the program has read a signal to end and is about to: from then on that signal ends
  /// the process by itself if the terminal takes nothing for half a second, as one does that waits to be
  /// read.
  package mutating func expectEnd(by signal: Int32) { curses_expect_end(signal) }

  private func draw(_ cells: ArraySlice<Cell>, row: Int) {
    curses_clear_row(Int32(row))
    for (column, cell) in cells.enumerated() where !cell.isContinuation {
      // Half a glyph, where the terminal is narrower than the picture, would go on in the next row.
      guard cell != .blank, column + cell.glyph.width <= size.columns else { continue }
      curses_put(
        Int32(row), Int32(column), cell.glyph.forCurses, UInt32(cell.style.traits.rawValue),
        Int16(palette.pair(of: cell.style.color)))
    }
  }
}

extension Glyph {
  /// Its scalars as curses takes them; the traits' bits are the same by themselves.
  fileprivate var forCurses: curses_glyph {
    let scalars = scalars
    func value(_ index: Int) -> UInt32 { index < scalars.count ? scalars[index].value : 0 }
    return curses_glyph(scalars: (value(0), value(1), value(2), value(3), value(4)))
  }
}
