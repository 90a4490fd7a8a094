import Terminal
import Wire

/// The colour of a name: the same wherever and whenever the name is seen, and however its letters are cased.
enum NameColor {
  static func color(of name: String) -> Color {
    // FNV-1a of 32 bits (draft-eastlake-fnv): Swift's own hashing differs from run to run.
    var hash: UInt32 = 2_166_136_261
    for byte in (try? Name(name))?.key ?? Array(name.utf8) {
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    // Its high bits are mixed best.
    return .shade(hash >> 20)
  }
}
