/// Where a person's programs keep what is to outlive them (XDG Base Directory Specification 0.8).
package enum StateFolder {
  /// `$XDG_STATE_HOME/papo`, or `$HOME/.local/state/papo`; relative paths are ignored, as the specification
  /// has it. `lookup` gives the value of a variable. Nil where neither is set.
  package static func path(_ lookup: (String) -> String?) -> String? {
    BaseFolder.path("XDG_STATE_HOME", standard: ".local/state", lookup)
  }
}
