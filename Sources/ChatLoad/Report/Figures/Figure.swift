/// Numbers as people read them, in English.
package enum Figure {
  /// What stands for a figure that is not known.
  package static let unknown = "–"

  /// At least three digits that count, at most three decimals: 0.048, 0.281, 5.98, 13.4, 1,234.
  package static func short(_ value: Double) -> String {
    // Where rounding would bring a digit more, one decimal less.
    switch abs(value) {
    case ..<0.9995: fixed(value, decimals: 3)
    case ..<9.995: fixed(value, decimals: 2)
    case ..<99.95: fixed(value, decimals: 1)
    default: fixed(value)
    }
  }

  /// With so many decimals, 0 to 6, and commas between thousands; `unknown` for what is not finite or has
  /// more digits than a Double knows.
  package static func fixed(_ value: Double, decimals: Int = 0) -> String {
    precondition((0...6).contains(decimals))
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (value * scale).rounded()
    guard abs(scaled) < 9_007_199_254_740_992 else { return unknown }
    let digits = String(Int(abs(scaled)))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = thousands(padded.dropLast(decimals))
    let sign = scaled < 0 ? "-" : ""
    return sign + whole + (decimals == 0 ? "" : "." + padded.suffix(decimals))
  }

  private static func thousands(_ digits: Substring) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}
