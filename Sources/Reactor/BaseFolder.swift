/// The folders of a person's programs (XDG Base Directory Specification 0.8).
enum BaseFolder {
  /// `$VARIABLE/papo`, or `$HOME/STANDARD/papo`; relative paths are ignored, as the specification has it.
  /// `lookup` gives the value of a variable. Nil where neither is set.
  static func path(_ variable: String, standard: String, _ lookup: (String) -> String?) -> String? {
    func absolute(_ name: String) -> String? { lookup(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
    return (absolute(variable) ?? absolute("HOME").map { "\($0)/\(standard)" }).map { $0 + "/papo" }
  }
}
