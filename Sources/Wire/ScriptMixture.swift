/// The scripts that one word is written in, and the judgement of UTS #39, section 5.2, on their standing
/// together.
struct ScriptMixture {
  private var scripts: Set<Unistring.Script> = []

  /// The three mixtures that readers of Japanese, Chinese and Korean need (UTS #39, "highly restrictive").
  private static let allowed: [Set<Unistring.Script>] = [
    [.latin, .han, .hiragana, .katakana],
    [.latin, .han, .bopomofo],
    [.latin, .han, .hangul],
  ]

  /// Adds the script of one scalar; Common and Inherited leave no mark.
  mutating func insert(_ script: Unistring.Script) {
    if script != .any { scripts.insert(script) }
  }

  /// Whether this is one script, or one of the three allowed mixtures.
  var isHighlyRestrictive: Bool {
    scripts.count <= 1 || Self.allowed.contains { scripts.isSubset(of: $0) }
  }
}
