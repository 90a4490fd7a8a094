/// A control sequence, `CSI parameters intermediates final` (ECMA-48, 5.4).
struct ControlSequence {
  private let marker: Character?
  private let parameters: [Int]
  private let end: Character

  /// What comes behind `ESC [`, the final byte included; nil where it has intermediates, or parameters that
  /// are no numbers.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let last = bytes.last else { return nil }
    var rest = bytes.dropLast()
    if let first = rest.first, "<=>?!".utf8.contains(first) {
      marker = Character(UnicodeScalar(first))
      rest = rest.dropFirst()
    } else {
      marker = nil
    }
    var parameters: [Int] = []
    for part in rest.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
      // No terminal of ours has parameters of more than four digits; missing is 0.
      guard part.count <= 4, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      parameters.append(Int(String(decoding: part, as: UTF8.self)) ?? 0)
    }
    self.parameters = rest.isEmpty ? [] : parameters
    end = Character(UnicodeScalar(last))
  }

  /// Whether ncurses has a use for it.
  var isAllowed: Bool {
    switch (marker, end) {
    // Cursor, tabulators, erasing, inserting, deleting, repeating, scrolling and its region, absolute places.
    case (nil, "A"..."D"), (nil, "G"..."M"), (nil, "P"), (nil, "S"), (nil, "T"), (nil, "X"), (nil, "Z"),
      (nil, "@"), (nil, "`"), (nil, "a"), (nil, "b"), (nil, "d"), (nil, "e"), (nil, "f"), (nil, "g"),
      (nil, "r"):
      parameters.count <= 2
    case (nil, "m"): Self.isStyle(parameters)
    // Insert mode, and the shape of screen's cursor.
    case (nil, "h"), (nil, "l"): parameters == [4] || parameters == [34]
    // The title is kept and given back (xterm's smcup and rmcup), which nobody can read.
    case (nil, "t"): parameters == [22, 0, 0] || parameters == [23, 0, 0]
    case ("?", "h"), ("?", "l"): !parameters.isEmpty && parameters.allSatisfy(Self.modes.contains)
    // The shape of the Linux console's cursor.
    case ("?", "c"): parameters == [0] || parameters == [1] || parameters == [8]
    // Soft reset.
    case ("!", "p"): parameters.isEmpty
    default: false
    }
  }

  /// The private modes that it turns on.
  var setModes: [Int] { marker == "?" && end == "h" ? parameters : [] }

  /// The private modes that it turns off.
  var resetModes: [Int] { marker == "?" && end == "l" ? parameters : [] }

  /// Cursor keys, 80 columns, smooth scrolling, reverse, wrapping, blinking and visible cursor, the mouse,
  /// focus, its coordinates, the meta key, the other screen, bracketed paste, and drawing in one piece.
  private static let modes: Set<Int> = [
    1, 3, 4, 5, 7, 12, 25, 1000, 1002, 1004, 1006, 1034, 1049, 2004, 2026,
  ]

  private static func isStyle(_ parameters: [Int]) -> Bool {
    var rest = parameters[...]
    while let first = rest.popFirst() {
      switch first {
      case 0...7, 9, 10, 11, 21...29, 30...37, 39...47, 49, 90...97, 100...107: break
      case 38, 48:
        // A colour of the palette, or of three parts.
        let count = rest.first == 5 ? 2 : rest.first == 2 ? 4 : Int.max
        guard rest.count >= count, rest.prefix(count).dropFirst().allSatisfy({ $0 <= 255 }) else {
          return false
        }
        rest = rest.dropFirst(count)
      default: return false
      }
    }
    return true
  }
}
