/// The language of the words around names and texts.
package enum Language: String, Sendable, CaseIterable {
  case portuguese = "pt"
  case english = "en"

  /// The language of the environment: the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty
  /// decides (POSIX, Base Definitions 8.2), `pt…` for Portuguese, anything else for English. `lookup` gives
  /// the value of a variable.
  package static func fromEnvironment(_ lookup: (String) -> String?) -> Language {
    for variable in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = lookup(variable), !value.isEmpty else { continue }
      return value.lowercased().hasPrefix("pt") ? .portuguese : .english
    }
    return .english
  }
}
