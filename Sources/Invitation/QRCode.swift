import CQRCode

/// A text as a QR code (ISO/IEC 18004) for a terminal: two modules, one above the other, in each letter.
package struct QRCode: Sendable, Equatable {
  /// The light modules that must stand around a code (ISO/IEC 18004, 5.3.8).
  static let quietZone = 4

  private let side: Int
  private let darkness: [UInt8]

  /// The smallest code that holds the text, of error correction level L, since a screen has no stains. Nil
  /// where it is empty or longer than any code holds, which is 2,953 bytes.
  package init?(_ text: String) {
    var side = 0
    let bytes = Array(text.utf8)
    let maximum = Int(CQRCODE_MAXIMUM_SIDE)
    darkness = unsafe [UInt8](unsafeUninitializedCapacity: maximum * maximum) { modules, count in
      side = unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe Int(cqrcode_encode(bytes.baseAddress, bytes.count, modules.baseAddress))
      }
      count = side * side
    }
    guard side > 0 else { return nil }
    self.side = side
  }

  /// How many columns it takes, the quiet zone included.
  package var columns: Int { side + 2 * Self.quietZone }

  /// Its rows, from the top, quiet zone included: `columns` half blocks each, of which the letter is what is
  /// light. They are to be shown in light letters on a dark ground.
  package var rows: [String] {
    stride(from: -Self.quietZone, to: side + Self.quietZone, by: 2).map { row in
      var text = ""
      for column in -Self.quietZone..<side + Self.quietZone {
        switch (isLight(column, row), isLight(column, row + 1)) {
        case (true, true): text += "█"
        case (true, false): text += "▀"
        case (false, true): text += "▄"
        case (false, false): text += " "
        }
      }
      return text
    }
  }

  /// Whether a terminal has the half blocks: the first of LC_ALL, LC_CTYPE and LANG that is set and not empty
  /// decides (POSIX, Base Definitions 8.2), by the codeset in it. `lookup` gives the value of a variable.
  package static func isDrawable(_ lookup: (String) -> String?) -> Bool {
    for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = lookup(variable), !value.isEmpty else { continue }
      let codeset = value.split(separator: ".").dropFirst().first?.prefix { $0 != "@" }
      return ["utf-8", "utf8"].contains(codeset?.lowercased())
    }
    return false
  }

  /// Below the last row of an odd side is nothing, which is as light as the quiet zone.
  private func isLight(_ column: Int, _ row: Int) -> Bool {
    guard 0..<side ~= column, 0..<side ~= row else { return true }
    return darkness[row * side + column] == 0
  }
}
