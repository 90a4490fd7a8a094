/// Where a person's programs keep what the person takes along to other machines, and what nothing brings back
/// once it is lost (XDG Base Directory Specification 0.8).
package enum DataFolder {
  /// `$XDG_DATA_HOME/papo`, or `$HOME/.local/share/papo`; else as `StateFolder.path`.
  package static func path(_ lookup: (String) -> String?) -> String? {
    BaseFolder.path("XDG_DATA_HOME", standard: ".local/share", lookup)
  }
}
