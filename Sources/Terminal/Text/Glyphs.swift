/// Cuts texts into what stands in the places of a screen. What comes out is safe to write to a terminal and
/// as wide on all of them: this is the second net behind the client's `Sanitizer`.
///
/// - Control characters (C0, DEL, C1), line and paragraph separators, bidirectional embeddings, overrides and
///   isolates, and what this system does not know become U+FFFD; TAB becomes a blank.
/// - Invisible characters are left out: bidirectional marks, variation selectors, the joiners of emoji and
///   the skin tones behind them. Terminals disagree about how wide such a sequence is, so each emoji of it
///   stands alone. Joiners stay between letters of scripts that need them.
/// - Combining marks stay with what they combine with, four at most; one that follows nothing gets a dotted
///   circle (U+25CC). Hangul that is spelled by its parts becomes syllables.
/// - Texts that run from right to left stay in their logical order: what turns them is the terminal, if it
///   can.
package enum Glyphs {
  /// The glyphs of `text`, none of them `Glyph.continuation`.
  package static func split(_ text: String) -> [Glyph] {
    var split: [Glyph] = []
    split.reserveCapacity(text.utf8.count)
    var glyphs = GlyphIterator(text.unicodeScalars)
    while let glyph = glyphs.next() { split.append(glyph) }
    return split
  }
}
