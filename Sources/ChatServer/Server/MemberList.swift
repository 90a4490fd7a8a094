import TLS

/// The file that says which keys a room is for: a key pin a line, `sha256//BASE64=`. What follows a `#` is
/// for people, blanks at either end and empty lines are for nobody.
package enum MemberList {
  /// Reads the file's bytes. Throws the first line that is none of these.
  package static func parse(_ bytes: [UInt8]) throws(BadLine) -> Set<PublicKeyPin> {
    var pins: Set<PublicKeyPin> = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.prefix { $0 != UInt8(ascii: "#") }.split(whereSeparator: isBlank)
      guard let word = words.first else { continue }
      guard words.count == 1, let pin = PublicKeyPin(parsing: String(decoding: word, as: UTF8.self)) else {
        throw BadLine(number: index + 1)
      }
      pins.insert(pin)
    }
    return pins
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte)
  }
}
