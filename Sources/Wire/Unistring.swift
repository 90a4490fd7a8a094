import CUnicode

/// The door to libunistring. Whatever Wire knows about a Unicode character beyond ASCII comes through here.
/// Beside `ByteSearch`, this is the only file of the module that touches an unsafe pointer.
enum Unistring {
  /// What a scalar is to a name.
  enum Kind {
    case letter, spacingMark, nonspacingMark, digit, other
  }

  /// A script, as far as UTS #39 tells them apart.
  enum Script: Hashable {
    /// Common and Inherited, which go with every script.
    case any
    case latin, han, hiragana, katakana, bopomofo, hangul
    /// Any other, by its number in libunistring.
    case other(Int32)
  }

  /// More than any name can need: 32 scalars take at most 128 bytes, which NFKC can make 11 times as many,
  /// and folding 3 times as many again (UAX #15 and #44, "maximum expansion").
  private static let room = 128 * 11 * 3

  /// The kind of `scalar`.
  static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch cunicode_kind(scalar.value) {
    case Int32(CUNICODE_LETTER.rawValue): .letter
    case Int32(CUNICODE_SPACING_MARK.rawValue): .spacingMark
    case Int32(CUNICODE_NONSPACING_MARK.rawValue): .nonspacingMark
    case Int32(CUNICODE_DIGIT.rawValue): .digit
    default: .other
    }
  }

  /// The script of `scalar`.
  static func script(of scalar: Unicode.Scalar) -> Script {
    let script = cunicode_script(scalar.value)
    return switch script {
    case Int32(CUNICODE_SCRIPT_ANY.rawValue): .any
    case Int32(CUNICODE_SCRIPT_LATIN.rawValue): .latin
    case Int32(CUNICODE_SCRIPT_HAN.rawValue): .han
    case Int32(CUNICODE_SCRIPT_HIRAGANA.rawValue): .hiragana
    case Int32(CUNICODE_SCRIPT_KATAKANA.rawValue): .katakana
    case Int32(CUNICODE_SCRIPT_BOPOMOFO.rawValue): .bopomofo
    case Int32(CUNICODE_SCRIPT_HANGUL.rawValue): .hangul
    default: .other(script)
    }
  }

  /// The zero of the decimal system that `scalar` is a digit of; nil for what is no decimal digit.
  static func zero(of scalar: Unicode.Scalar) -> UInt32? {
    let value = cunicode_digit_value(scalar.value)
    return value < 0 ? nil : scalar.value - UInt32(value)
  }

  /// Whether `scalar` is a gap within a line: TAB or a space of any width.
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    cunicode_is_blank(scalar.value)
  }

  /// Whether a person sees a gap or nothing at all where `scalar` stands.
  static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    cunicode_is_unseen(scalar.value)
  }

  /// The NFC of valid UTF-8; nil if it is longer than any name can be.
  static func composed(_ bytes: Span<UInt8>) -> [UInt8]? {
    unsafe converted(bytes, by: cunicode_nfc)
  }

  /// The NFKC case fold of valid UTF-8; nil if it is longer than any name can need.
  static func folded(_ bytes: Span<UInt8>) -> [UInt8]? {
    unsafe converted(bytes, by: cunicode_nfkc_casefold)
  }

  private static func converted(
    _ bytes: Span<UInt8>,
    by convert: (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?, Int) -> Int
  ) -> [UInt8]? {
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { target in
        let count = unsafe convert(source.baseAddress, source.count, target.baseAddress, target.count)
        return count < 0 ? nil : unsafe Array(target.prefix(count))
      }
    }
  }
}
