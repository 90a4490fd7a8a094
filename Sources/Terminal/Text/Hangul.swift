/// The syllables of Hangul. Their numbers follow from those of their parts (The Unicode Standard, 3.12,
/// "Conjoining Jamo Behavior"), and a syllable in one scalar is shown right by every terminal, its parts are
/// not.
enum Hangul {
  private static let firstLeading: UInt32 = 0x1100
  private static let leadings: UInt32 = 19
  private static let firstVowel: UInt32 = 0x1161
  private static let vowels: UInt32 = 21
  // One before the first trailing consonant: 0 stands for none.
  private static let noTrailing: UInt32 = 0x11A7
  private static let trailings: UInt32 = 28
  private static let firstSyllable: UInt32 = 0xAC00
  private static let syllables = leadings * vowels * trailings

  /// Whether the scalar is a vowel or a final consonant that is to be joined (the blocks Hangul Jamo and
  /// Hangul Jamo Extended-B).
  static func isMedialOrFinal(_ scalar: Unicode.Scalar) -> Bool {
    (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
  }

  /// Puts a vowel or final consonant where it belongs, as part of the syllable before it; false where there
  /// is none.
  static func join(_ scalar: Unicode.Scalar, to glyph: inout Glyph) -> Bool {
    guard isMedialOrFinal(scalar), begins(glyph.base) else { return false }
    if glyph.isBare, let syllable = syllable(glyph.base.value, scalar.value) {
      glyph.replaceBase(syllable)
    } else {
      glyph.add(scalar)
    }
    return true
  }

  /// Whether vowels and final consonants join the scalar: a first consonant (also of Hangul Jamo Extended-A),
  /// a syllable, or the circle that stands for a missing one.
  private static func begins(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0xA960...0xA97F, 0x25CC: true
    default: scalar.value >= firstSyllable && scalar.value < firstSyllable + syllables
    }
  }

  private static func syllable(_ first: UInt32, _ second: UInt32) -> Unicode.Scalar? {
    // What is below the first of a range wraps to far beyond its last.
    let leading = first &- firstLeading
    let vowel = second &- firstVowel
    if leading < leadings, vowel < vowels {
      return Unicode.Scalar(firstSyllable + (leading * vowels + vowel) * trailings)
    }
    let open = first &- firstSyllable
    let trailing = second &- noTrailing
    guard open < syllables, open % trailings == 0, trailing > 0, trailing < trailings else { return nil }
    return Unicode.Scalar(first + trailing)
  }
}
