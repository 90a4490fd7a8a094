import Wire

extension FuzzTarget {
  /// A stream of bytes, which is cut into the same lines whatever pieces it comes in. The first byte of the
  /// input is the pieces' length; the first four bytes of 1 stand for nearly half of the longest line each.
  static let lineDecoder = FuzzTarget("line-decoder") { bytes in
    let size = Int(bytes.first ?? 0) % 64 + 1
    let stream = streamed(bytes.dropFirst())
    let lines = decoded(stream, inPiecesOf: stream.count)
    try hold(decoded(stream, inPiecesOf: size) == lines, "other lines in pieces of \(size)")
    try follow(lines, through: stream)
  }

  private static let half = [UInt8](repeating: UInt8(ascii: "x"), count: LineDecoder.maximumLineBytes / 2 - 1)

  private static func streamed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var stream: [UInt8] = []
    var halves = 0
    for byte in bytes {
      if byte == 1, halves < 4 {
        stream += half
        halves += 1
      } else {
        stream.append(byte)
      }
    }
    return stream
  }

  private static func decoded(_ stream: [UInt8], inPiecesOf size: Int) -> [DecodedLine] {
    var decoder = LineDecoder()
    var lines: [DecodedLine] = []
    var rest = stream[...]
    while !rest.isEmpty {
      let piece = rest.prefix(size)
      decoder.append(piece.span)
      rest = rest.dropFirst(size)
      while let line = decoder.next() { lines.append(line) }
    }
    return lines
  }

  /// Lays the lines over the bytes that they were cut out of.
  private static func follow(_ lines: [DecodedLine], through stream: [UInt8]) throws {
    var rest = stream[...]
    for (index, next) in lines.enumerated() {
      switch next {
      case .line(let line):
        try hold(line.count <= LineDecoder.maximumLineBytes, "a line of \(line.count) bytes")
        try hold(!line.contains(0) && !line.contains(lineFeed), "a line with NUL or LF in it")
        try hold(String(validating: line, as: UTF8.self) != nil, "a line that is no UTF-8")
        try hold(rest.starts(with: line), "a line that nobody sent")
        rest = rest.dropFirst(line.count)
        if rest.first == UInt8(ascii: "\r") { rest = rest.dropFirst() }
        try hold(rest.first == lineFeed, "a line without its end")
        rest = rest.dropFirst()
      case .offence(let offence):
        try hold(index == lines.count - 1, "something after an offence")
        return try hold(isRight(offence, rest), "no reason for \(offence)")
      }
    }
    try hold(!rest.contains(0) && !rest.contains(lineFeed), "bytes that were passed over")
  }

  private static func isRight(_ offence: Offence, _ rest: ArraySlice<UInt8>) -> Bool {
    let line = rest.prefix { $0 != lineFeed }
    return switch offence {
    case .nul: line.contains(0)
    case .lineTooLong: line.count > LineDecoder.maximumLineBytes
    case .invalidUTF8: String(validating: line, as: UTF8.self) == nil
    case .httpRequest: false
    }
  }

  private static let lineFeed = UInt8(ascii: "\n")
}
