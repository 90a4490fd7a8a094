import TestSupport

extension SeededRandom {
  /// Up to `limit` bytes of any value.
  mutating func bytes(upTo limit: Int) -> [UInt8] {
    (0..<Int.random(in: 0...limit, using: &self)).map { _ in UInt8.random(in: 0...255, using: &self) }
  }

  /// Up to `limit` bytes of the few that the protocol gives a meaning, among others.
  mutating func protocolBytes(upTo limit: Int) -> [UInt8] {
    let alphabet =
      Array("0123456789 \t@#+!~?=*[]:>-\\nabcprivado/HTTP.\r\n\0é\u{3000}ー\u{FF}".utf8) + [0xFF, 0xE2, 0x80]
    return (0..<Int.random(in: 0...limit, using: &self)).map { _ in alphabet.randomElement(using: &self) ?? 0
    }
  }

  /// 1 to `limit` scalars, most of them low.
  mutating func string(upTo limit: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 1...limit, using: &self) {
      let top: UInt32 = [0x7F, 0x24F, 0x3FFF, 0x10FFFF].randomElement(using: &self) ?? 0x7F
      if let scalar = Unicode.Scalar(UInt32.random(in: 0...top, using: &self)) { scalars.append(scalar) }
    }
    return String(scalars)
  }

  /// A text that `Text` takes, of one line or several.
  mutating func textBytes(lineBreaks: Bool) -> [UInt8] {
    let words =
      ["olá", "\\", "\\n", "#", "@", " ", "\t", ": ", "~", "日本", "😀", "ok"] + (lineBreaks ? ["\n"] : [])
    return (0..<Int.random(in: 1...8, using: &self)).flatMap { _ in
      Array((words.randomElement(using: &self) ?? "x").utf8)
    }
  }
}
