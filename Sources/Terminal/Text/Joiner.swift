/// Where U+200C and U+200D are needed: they choose the forms of the letters around them in scripts whose
/// letters join (The Unicode Standard, 23.2, "Cursive Connection and Ligatures").
enum Joiner {
  /// Whether a joiner between these two changes how they look.
  static func joins(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
    isOfJoiningScript(first) && isOfJoiningScript(second)
  }

  private static func isOfJoiningScript(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Arabic to Arabic Extended-A; Devanagari to Sinhala; Myanmar; Khmer; Mongolian; Balinese to Javanese;
    // Meetei Mayek; the presentation forms of Arabic; the Brahmic scripts of the first plane.
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1800...0x18AF: true
    case 0x1B00...0x1BFF, 0xA800...0xA9FF, 0xAA60...0xAAFF, 0xABC0...0xABFF: true
    case 0xFB50...0xFDFF, 0xFE70...0xFEFC, 0x10A00...0x10A5F, 0x11000...0x11FFF, 0x1E900...0x1E95F: true
    default: false
    }
  }
}
