/// The commands of a line that begins with `#`. Each has a Portuguese and an English name, which work in any
/// language and whatever the case of their letters.
package enum Command: Sendable, CaseIterable {
  case leave, who, history, help, resume
  /// Admit a second key to one's name, list the keys, take one away.
  case adopt, keys, remove
  /// Send somebody away, ban a key or an address, pardon it; for those who run the room.
  case kick, ban, pardon

  /// The name, with the `#`.
  package func name(in language: Language) -> String {
    switch (self, language) {
    case (.leave, .portuguese): "#sair"
    case (.leave, .english): "#quit"
    case (.who, .portuguese): "#quem"
    case (.who, .english): "#who"
    case (.history, .portuguese): "#historico"
    case (.history, .english): "#history"
    case (.help, .portuguese): "#ajuda"
    case (.help, .english): "#help"
    case (.resume, .portuguese): "#retomar"
    case (.resume, .english): "#resume"
    case (.adopt, .portuguese): "#adotar"
    case (.adopt, .english): "#adopt"
    case (.keys, .portuguese): "#minhas-chaves"
    case (.keys, .english): "#keys"
    case (.remove, .portuguese): "#remover"
    case (.remove, .english): "#remove"
    case (.kick, .portuguese): "#expulsar"
    case (.kick, .english): "#kick"
    case (.ban, .portuguese): "#banir"
    case (.ban, .english): "#ban"
    case (.pardon, .portuguese): "#perdoar"
    case (.pardon, .english): "#pardon"
    }
  }

  /// The command of that name, `#` included; nil if there is none.
  package static func named(_ name: ArraySlice<UInt8>) -> Command? {
    table.first { $0.name.elementsEqual(name.lazy.map(\.lowercasedASCII)) }?.command
  }

  /// The word before the sequence number of `#historico N antes SEQ`.
  package static func before(in language: Language) -> String {
    switch language {
    case .portuguese: "antes"
    case .english: "before"
    }
  }

  /// Whether that is `antes` or `before`, which work with either name of the command, whatever the case of
  /// their letters.
  static func isBefore(_ word: ArraySlice<UInt8>) -> Bool {
    let lowercased = word.lazy.map(\.lowercasedASCII)
    return Language.allCases.contains { before(in: $0).utf8.elementsEqual(lowercased) }
  }

  private static let table: [(name: [UInt8], command: Command)] = allCases.flatMap { command in
    Language.allCases.map { (Array(command.name(in: $0).utf8), command) }
  }
}
