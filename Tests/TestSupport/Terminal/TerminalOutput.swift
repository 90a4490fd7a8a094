/// What a program sent to its terminal, judged byte by byte: only what ncurses and papo have a use for is let
/// pass, and everything else is a complaint. A terminal's own sequences (xterm's ctlseqs, ECMA-48) can do
/// much more, and none of it may come from a text that a stranger wrote.
package struct TerminalOutput: Sendable {
  /// Something that has no business on the way to the terminal.
  package struct Complaint: Sendable, Equatable, CustomStringConvertible {
    /// Where its first byte came, counted from the program's start.
    package let offset: Int
    /// What it was.
    package let words: String

    /// Both, for the message of a test.
    package var description: String { "\(words) at \(offset)" }
  }

  /// The most complaints that are kept.
  package static let maximumComplaints = 20

  /// The first complaints.
  package private(set) var complaints: [Complaint] = []
  /// How many there were in all.
  package private(set) var complaintCount = 0
  /// How many bytes came.
  package private(set) var byteCount = 0
  /// How often the bell rang.
  package private(set) var bells = 0
  /// The messages of OSC 9, the last of them: what terminals show on the desktop.
  package private(set) var notifications: [String] = []
  /// The private modes (DECSET) that are on: 1049 the other screen, 2004 bracketed paste, 1004 focus, 1000
  /// and 1006 the mouse. 7 and 25, wrapping and the cursor, are on from the beginning, as in a terminal.
  package private(set) var modes: Set<Int> = [7, 25]

  private let allowsBell: Bool
  private var state = State.ground
  private var start = 0
  private var held: [UInt8] = []

  /// Nothing came yet. `allowsBell`: whether a bell and OSC 9 are no complaint.
  package init(allowsBell: Bool = false) {
    self.allowsBell = allowsBell
  }

  /// Judges what came next; sequences may be cut anywhere.
  package mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      // Most of what comes.
      if state != .ground || !(0x20...0x7E).contains(byte) { take(byte) }
      byteCount += 1
    }
  }

  /// Says that nothing more comes: what is unfinished is a complaint.
  package mutating func finish() {
    if state != .ground { complain("unfinished \(shown)") }
  }

  /// The complaints of all these bytes.
  package static func complaints(
    in bytes: some Sequence<UInt8>, allowsBell: Bool = false
  ) -> [Complaint] {
    var output = TerminalOutput(allowsBell: allowsBell)
    output.take(bytes)
    output.finish()
    return output.complaints
  }
}

extension TerminalOutput {
  private enum State: Equatable, Sendable {
    case ground
    /// In a character of so many more bytes.
    case character(Int)
    case escape, charset, control, command
    /// In an OSC, behind an ESC.
    case commandEscape
  }

  /// No sequence of ours is longer: an OSC 9 has a line of text, everything else some numbers.
  private static let maximumHeld = 4_096

  private var shown: String {
    held.prefix(40).map { byte in
      (0x21...0x7E).contains(byte) ? String(UnicodeScalar(byte)) : "<" + String(byte, radix: 16) + ">"
    }.joined()
  }

  private mutating func complain(_ words: String) {
    complaintCount += 1
    if complaints.count < Self.maximumComplaints { complaints.append(Complaint(offset: start, words: words)) }
    state = .ground
    held = []
  }

  private mutating func take(_ byte: UInt8) {
    if state == .ground {
      start = byteCount
      held.removeAll(keepingCapacity: true)
    }
    if case .character(let missing) = state { return take(continuation: byte, missing) }
    held.append(byte)
    if held.count > Self.maximumHeld { return complain("too long \(shown)") }
    switch state {
    case .ground: begin(byte)
    case .escape: escape(byte)
    case .charset: charset(byte)
    case .control: control(byte)
    case .command: command(byte)
    case .commandEscape: byte == 0x5C ? endCommand(held.dropLast(2)) : complain("string \(shown)")
    case .character: break
    }
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0x20...0x7E: break
    // Backspace, tab, line feed, carriage return, and the shifts between two character sets of a VT100.
    case 0x08, 0x09, 0x0A, 0x0D, 0x0E, 0x0F: break
    case 0x07:
      bells += 1
      if !allowsBell { complain("bell") }
    case 0x1B: state = .escape
    case 0xC2...0xDF: state = .character(1)
    case 0xE0...0xEF: state = .character(2)
    case 0xF0...0xF4: state = .character(3)
    case 0x80...: complain("no UTF-8 \(shown)")
    default: complain("control \(shown)")
    }
  }

  private mutating func take(continuation byte: UInt8, _ missing: Int) {
    guard byte & 0xC0 == 0x80 else {
      complain("no UTF-8 \(shown)")
      return take(byte)
    }
    held.append(byte)
    guard missing == 1 else { return state = .character(missing - 1) }
    guard let scalar = String(validating: held, as: UTF8.self)?.unicodeScalars.first else {
      return complain("no UTF-8 \(shown)")
    }
    guard !Self.isForbidden(scalar) else { return complain("U+" + String(scalar.value, radix: 16)) }
    state = .ground
  }

  /// C1; line and paragraph separator; bidirectional embeddings, overrides and isolates.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x80...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "]"): state = .command
    case UInt8(ascii: "("), UInt8(ascii: ")"): state = .charset
    // Save and restore the cursor, keypad, index, next line, reverse index.
    case UInt8(ascii: "7"), UInt8(ascii: "8"), UInt8(ascii: "="), UInt8(ascii: ">"),
      UInt8(ascii: "D"), UInt8(ascii: "E"), UInt8(ascii: "M"):
      state = .ground
    default: complain("escape \(shown)")
    }
  }

  private mutating func charset(_ byte: UInt8) {
    // ASCII and line drawing; 1 and 2 are the Linux console's, U its "user mapping".
    if "B012U".utf8.contains(byte) { state = .ground } else { complain("charset \(shown)") }
  }

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 0x20...0x3F: break
    case 0x40...0x7E:
      guard let sequence = ControlSequence(held.dropFirst(2)), sequence.isAllowed else {
        return complain("sequence \(shown)")
      }
      for mode in sequence.setModes { modes.insert(mode) }
      for mode in sequence.resetModes { modes.remove(mode) }
      state = .ground
    default: complain("sequence \(shown)")
    }
  }

  private mutating func command(_ byte: UInt8) {
    switch byte {
    case 0x07: endCommand(held.dropLast(1))
    case 0x1B: state = .commandEscape
    case 0x00..<0x20, 0x7F: complain("string \(shown)")
    default: break
    }
  }

  /// OSC 9 alone, with a text that is as safe as any other.
  private mutating func endCommand(_ command: ArraySlice<UInt8>) {
    let text = command.dropFirst(2)
    guard allowsBell, text.starts(with: "9;".utf8) else { return complain("string \(shown)") }
    let message = text.dropFirst(2)
    if !Self.complaints(in: message).isEmpty { return complain("string \(shown)") }
    notifications = notifications.suffix(99) + [String(decoding: message, as: UTF8.self)]
    state = .ground
  }
}
