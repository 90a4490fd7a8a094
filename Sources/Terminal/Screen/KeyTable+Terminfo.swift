import CCurses

extension KeyTable {
  /// The standard keys, and over them what terminfo says of the terminal of the open screen. Of the thread
  /// that draws.
  static func ofOpenTerminal() -> KeyTable {
    var table = KeyTable.standard
    for (name, key) in names {
      guard let sequence = unsafe curses_key_sequence(name) else { continue }
      table.add(unsafe Array(String(cString: sequence).utf8), key)
    }
    return table
  }

  /// Terminfo's names (terminfo(5); the last four user_caps(5)). Where a terminal has one sequence for two
  /// keys, the later name counts.
  private static let names: [(String, Key)] =
    (1...63).reversed().map { ("kf\($0)", .function($0)) } + [
      ("kri", .up), ("kind", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end),
      ("ka1", .home), ("ka3", .pageUp), ("kc1", .end), ("kc3", .pageDown),
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kich1", .insert), ("kdch1", .delete), ("kpp", .pageUp), ("knp", .pageDown), ("kbs", .backspace),
      ("kcbt", .backTab), ("kent", .enter),
      ("kLFT3", .wordLeft), ("kRIT3", .wordRight), ("kLFT5", .wordLeft), ("kRIT5", .wordRight),
    ]
}
