/// Where rows may break: a small part of UAX #14, "Unicode Line Breaking Algorithm", which is what chats
/// need.
enum Breaks {
  /// Whether a row may break between these two: behind blanks, and beside wide glyphs (Chinese and Japanese
  /// have no blanks), but not so that a row begins with what closes or ends with what opens.
  static func isAllowed(between first: Glyph, and second: Glyph) -> Bool {
    if isBlank(second) { return false }
    if isBlank(first) { return true }
    guard first.width == 2 || second.width == 2 else { return false }
    return !opens(first.base) && !closes(second.base)
  }

  /// Whether the glyph is a blank that a row may break at: any but the no-break ones (class BA or SP).
  static func isBlank(_ glyph: Glyph) -> Bool {
    if glyph == .blank { return true }
    guard glyph.isBare else { return false }
    return switch glyph.base.value {
    case 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Classes OP and QU, as far as they stand beside wide glyphs.
  private static func opens(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .openPunctuation, .initialPunctuation: true
    default: scalar == "\"" || scalar == "'"
    }
  }

  /// Classes CL, CP, EX, IS, NS and QU, as far as they stand beside wide glyphs.
  private static func closes(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .closePunctuation, .finalPunctuation: return true
    default: break
    }
    return switch scalar {
    case "\"", "'", "!", "?", ",", ".", ":", ";", "%", "…", "‥": true
    case "、", "。", "，", "．", "・", "：", "；", "？", "！", "％", "ー", "々", "〻", "ゝ", "ゞ", "ヽ", "ヾ": true
    case "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ゎ", "ゕ", "ゖ": true
    case "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ", "ヮ", "ヵ", "ヶ": true
    default: false
    }
  }
}

extension Glyph {
  /// What stands in place of a wide glyph where there is but one column.
  static let tooWide = Glyph("?", width: 1)
}
