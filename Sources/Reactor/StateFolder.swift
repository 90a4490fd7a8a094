/// Where a person's programs keep what is to outlive them (XDG Base Directory Specification 0.8).
package enum StateFolder {
  /// `$XDG_STATE_HOME/papo`, or `$HOME/.local/state/papo`; relative paths are ignored, as the specification
  /// has it. `lookup` gives the value of a variable. Nil where neither is set.
  package static func path(_ lookup: (String) -> String?) -> String? {
    func absolute(_ name: String) -> String? { lookup(name).flatMap { $0.hasPrefix("/") ? $0 : nil } }
    return (absolute("XDG_STATE_HOME") ?? absolute("HOME").map { $0 + "/.local/state" }).map { $0 + "/papo" }
  }
}
