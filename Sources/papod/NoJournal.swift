import Wire

/// There is no journal to look into.
struct NoJournal: Error, CustomStringConvertible {
  let path: String

  var description: String {
    switch Environment.language {
    case .portuguese: "não há diário em \(path)"
    case .english: "no journal at \(path)"
    }
  }
}
