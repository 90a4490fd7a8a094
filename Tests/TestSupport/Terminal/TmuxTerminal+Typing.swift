/// What a person does at the terminal.
extension TmuxTerminal {
  /// Types a text, character by character. A line break in it is what Ctrl-J sends; for Enter, `press`.
  package func type(_ text: String) throws {
    // A message between tmux and its server has at most 16 KiB.
    var rest = text[...]
    while !rest.isEmpty {
      var piece = rest.prefix(1_000)
      rest = rest.dropFirst(1_000)
      // At an argument's end it would separate two commands of tmux.
      if piece.last == ";" { piece = piece.dropLast() + "\\;" }
      try tmux(["send-keys", "-l", "--", String(piece)])
    }
  }

  /// Types a text, and Enter.
  package func enter(_ text: String) throws {
    try type(text)
    try press("Enter")
  }

  /// Presses keys by tmux's names: `Enter`, `Escape`, `Tab`, `BTab`, `BSpace`, `PPage`, `NPage`, `Home`,
  /// `End`, `Up`, `F1`, `C-c`, `M-b`, `M-Enter`, `C-Left` ….
  package func press(_ keys: String...) throws {
    try tmux(["send-keys"] + keys)
  }

  /// Sends bytes as they are, whatever they mean.
  package func send(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      try tmux(["send-keys", "-H"] + rest.prefix(1_000).map { String($0, radix: 16) })
      rest = rest.dropFirst(1_000)
    }
  }

  /// Pastes, bracketed where the program wants that; line breaks come as CR, as from every terminal.
  package func paste(_ text: String) throws {
    try tmux(["load-buffer", try fileForPasting(text), ";", "paste-buffer", "-d", "-p"])
  }

  /// Presses and releases a button of the mouse (0 the left one) in SGR's form, at a place from 0,0.
  package func click(column: Int, row: Int, button: Int = 0) throws {
    try send("\u{1B}[<\(button);\(column + 1);\(row + 1)M\u{1B}[<\(button);\(column + 1);\(row + 1)m")
  }

  /// Clicks on the first place where `text` is seen. For rows that have no wide characters before it.
  package func click(on text: String, file: String = #fileID, line: Int = #line) throws {
    let screen = try wait(for: text, file: file, line: line)
    guard let row = screen.row(of: text), let range = screen.rows[row].firstRange(of: text) else { return }
    try click(column: screen.rows[row][..<range.lowerBound].unicodeScalars.count, row: row)
  }

  /// Turns the wheel by so many notches; negative is towards the older.
  package func wheel(_ notches: Int, column: Int, row: Int) throws {
    let event = "\u{1B}[<\(notches < 0 ? 64 : 65);\(column + 1);\(row + 1)M"
    try send(String(repeating: event, count: abs(notches)))
  }

  /// Tells the program that its window got the focus, or lost it.
  package func focus(_ isIn: Bool) throws {
    try send(isIn ? "\u{1B}[I" : "\u{1B}[O")
  }

  private func send(_ text: String) throws {
    try send(Array(text.utf8))
  }
}
