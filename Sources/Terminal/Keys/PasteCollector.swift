/// Gathers what comes between the two marks of a bracketed paste.
struct PasteCollector {
  /// CSI 201 ~, the end (XTerm Control Sequences, "Bracketed Paste Mode").
  private static let end: [UInt8] = Array("\u{1B}[201~".utf8)

  private let maximumBytes: Int
  private var text = String.UnicodeScalarView()
  private var bytes = 0
  private var isTooLong = false
  private var wasReturn = false
  private var matched = 0
  private var scalars = ScalarDecoder()

  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  /// Takes the next byte; true when it was the last of the end.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == Self.end[matched] {
      matched += 1
      return matched == Self.end.count
    }
    // No end: what looked like one is text after all. The escape stands nowhere but at its beginning, so no
    // other one can have begun in it.
    let seen = matched
    matched = 0
    for index in 0..<seen { decode(Self.end[index]) }
    if byte == Self.end[0] { matched = 1 } else { decode(byte) }
    return false
  }

  /// What was pasted; `isWhole` where the end came.
  consuming func finish(isWhole: Bool) -> Paste {
    if scalars.isInside { append("\u{FFFD}") }
    return Paste(text: String(text), missing: isTooLong ? .tooLong : isWhole ? .nothing : .brokenOff)
  }

  private mutating func decode(_ byte: UInt8) {
    switch scalars.take(byte) {
    case .pending: break
    case .scalar(let scalar): add(scalar)
    case .brokenBefore:
      add("\u{FFFD}")
      decode(byte)
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    defer { wasReturn = scalar == "\r" }
    switch scalar {
    case "\r": append("\n")
    case "\n": if !wasReturn { append("\n") }
    case "\t": append("\t")
    default: if scalar.properties.generalCategory != .control { append(scalar) }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    let length = UTF8.width(scalar)
    // Once something was left out nothing more may follow, however short.
    guard !isTooLong, bytes + length <= maximumBytes else {
      isTooLong = true
      return
    }
    bytes += length
    text.append(scalar)
  }
}
