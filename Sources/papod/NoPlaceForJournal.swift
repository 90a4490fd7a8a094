import Wire

/// Nothing says where the journal is.
struct NoPlaceForJournal: Error, CustomStringConvertible {
  var description: String {
    switch Environment.language {
    case .portuguese:
      "nem XDG_STATE_HOME nem HOME dizem onde fica o diário: --journal ARQUIVO, ou --journal memory"
    case .english:
      "neither XDG_STATE_HOME nor HOME says where the journal is: --journal FILE, or --journal memory"
    }
  }
}
