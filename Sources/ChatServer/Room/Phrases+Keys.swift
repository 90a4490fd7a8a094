import Wire

/// What is said about names and keys.
extension Phrases {
  /// One line a command, for whom a name belongs to.
  var ownerHelp: [String] {
    switch language {
    case .portuguese:
      [
        "#minhas-chaves: as chaves do seu nome",
        "#adotar PIN, #remover PIN: dá o seu nome também a outra chave sua, ou o tira dela",
      ]
    case .english:
      [
        "#keys: the keys of your name",
        "#adopt PIN, #remove PIN: lets another key of yours bear your name too, or no more",
      ]
    }
  }

  /// The notice with the keys that a name belongs to.
  func appendKeys(of name: [UInt8], _ pins: [String], to bytes: inout [UInt8]) {
    PlainRenderer.appendNotice(to: &bytes) { bytes in
      switch (language, pins.isEmpty) {
      case (.portuguese, false): bytes.append(contentsOf: "Chaves do nome ".utf8)
      case (.portuguese, true): bytes.append(contentsOf: "Nenhuma chave tem o nome ".utf8)
      case (.english, false): bytes.append(contentsOf: "Keys of the name ".utf8)
      case (.english, true): bytes.append(contentsOf: "No key has the name ".utf8)
      }
      bytes.append(contentsOf: name)
      bytes.append(contentsOf: (pins.isEmpty ? "." : ": " + pins.joined(separator: ", ")).utf8)
    }
  }

  /// Why somebody may not take one more name.
  var tooManyNamesOfKey: String {
    let limit = OwnedNames.maximumNamesOfKey
    return switch language {
    case .portuguese: "a sua chave já tem \(limit) nomes, entre com um deles"
    case .english: "your key has \(limit) names already, enter with one of them"
    }
  }

  /// Why somebody may not enter on one more device.
  var tooManyDevices: String {
    let limit = OwnedName.maximumDevices
    return switch language {
    case .portuguese: "você já está aqui em \(limit) aparelhos"
    case .english: "you are here on \(limit) devices already"
    }
  }

  /// Said before the connection is closed, to whom has entered with a key that was taken away.
  var keyRemoved: String {
    switch language {
    case .portuguese: "a sua chave foi tirada do seu nome: conexão encerrada"
    case .english: "your key was taken away from your name: connection closed"
    }
  }

  /// Said before the connection is closed, to whom bears a name that whoever runs the room took away.
  var nameTakenAway: String {
    switch language {
    case .portuguese: "esse nome não é mais seu: conexão encerrada"
    case .english: "this name is yours no more: connection closed"
    }
  }

  /// Why the keys of a name stay as they are.
  func words(whyKeysStay verdict: Verdict) -> String {
    switch (language, verdict) {
    case (.portuguese, .tooManyKeys): "um nome pertence a no máximo \(OwnedName.maximumKeys) chaves"
    case (.portuguese, .tooManyNames): "essa chave já tem \(OwnedNames.maximumNamesOfKey) nomes"
    case (.portuguese, .lastKey): "a última chave de um nome fica"
    case (.portuguese, .overtaken): "o nome não pertence a essa chave"
    case (.english, .tooManyKeys): "a name belongs to \(OwnedName.maximumKeys) keys at most"
    case (.english, .tooManyNames): "that key has \(OwnedNames.maximumNamesOfKey) names already"
    case (.english, .lastKey): "the last key of a name stays"
    case (.english, .overtaken): "the name does not belong to that key"
    default: words(for: Refusal.notPermitted)
    }
  }
}
