/// The one function through which everything passes that is to be shown: a client trusts no server, and a
/// terminal obeys whatever reaches it.
package enum Sanitizer {
  /// `text` with TAB as a space, and U+FFFD in place of every other control character (C0, ESC and LF among
  /// them, DEL, C1), line and paragraph separator and bidirectional embedding, override or isolate.
  /// Everything else stays, the invisible marks LRM, RLM and ALM too, which steer only their neighbours and
  /// which texts need.
  package static func displaySafe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { shown($0) != $0 }) else { return text }
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { safe.append(shown(scalar)) }
    return String(safe)
  }

  /// The same for bytes; what is no UTF-8 becomes U+FFFD too.
  package static func displaySafe(_ bytes: [UInt8]) -> String {
    displaySafe(String(decoding: bytes, as: UTF8.self))
  }

  private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: " "
    case 0x00...0x1F, 0x7F...0x9F: "\u{FFFD}"
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }
}
