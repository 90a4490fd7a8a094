extension KeyTable {
  /// What xterm and those that follow it, the VT220, rxvt and the Linux console send (XTerm Control
  /// Sequences; urxvt(7); console_codes(4)). Modifiers need no entry where they are a parameter.
  package static let standard: KeyTable = {
    var table = KeyTable()
    table.addArrows()
    table.addNumbered()
    table.addKeypad()
    for (sequence, key): (String, Key) in [("[Z", .backTab), ("[I", .focus(true)), ("[O", .focus(false))] {
      table.add(after: sequence, key)
    }
    return table
  }()

  private mutating func addArrows() {
    let keys: [(String, Key)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
      ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
    ]
    for (final, key) in keys {
      add(after: "[" + final, key)
      add(after: "O" + final, key)
    }
    // rxvt: Shift after CSI, Ctrl after SS3.
    let small: [(String, Key)] = [("a", .up), ("b", .down), ("c", .right), ("d", .left)]
    for (final, key) in small {
      add(after: "[" + final, key)
      add(after: "O" + final, KeyModifiers.control.applied(to: key) ?? key)
    }
  }

  private mutating func addNumbered() {
    var keys: [(Int, Key)] = [
      (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    ]
    // The numbers have gaps where the keys of the VT220 had them.
    let functions = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
    for (index, number) in functions.enumerated() { keys.append((number, .function(index + 1))) }
    for (number, key) in keys {
      add(after: "[\(number)~", key)
      // rxvt: Ctrl, Shift, and both. Its Shift-F1 is the VT220's F11, so function keys stay what they are.
      guard case .function = key else {
        for final in ["^", "$", "@"] { add(after: "[\(number)\(final)", key) }
        continue
      }
    }
    for (index, final) in ["A", "B", "C", "D", "E"].enumerated() {
      add(after: "[[" + final, .function(index + 1))
    }
  }

  /// The keys of the number block in the application mode that terminfo's smkx asks for.
  private mutating func addKeypad() {
    for (final, character) in zip("jklmnopqrstuvwxyX", "*+,-./0123456789=") {
      add(after: "O\(final)", .character(character))
    }
    add(after: "OM", .enter)
    add(after: "OI", .tab)
  }

  private mutating func add(after sequence: String, _ key: Key) {
    let isKnown = add([0x1B] + Array(sequence.utf8), key)
    assert(isKnown)
  }
}
