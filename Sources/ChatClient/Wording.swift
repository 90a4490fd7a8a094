import TLS
import Wire

/// All words that papo says by itself, in the person's language, in one place. What they are put around is as
/// it came: only `TranscriptEntry` makes it fit to be shown.
package struct Wording: Sendable {
  /// The most names that one line lists; the others are counted.
  package static let maximumNames = 50

  /// The language of the words.
  package let language: Language

  /// Words in this language.
  package init(_ language: Language) {
    self.language = language
  }

  /// What stands before a private line.
  package var privateMark: String { either("[privado]", "[private]") }

  /// We are in the room.
  package func entered(_ name: String, _ here: [String], _ count: Int) -> String {
    let list = Self.list(here, count)
    return either("boas-vindas, \(name)! \(count) aqui: \(list)", "welcome, \(name)! \(count) here: \(list)")
  }

  /// The answer to `#quem`.
  package func here(_ names: [String], _ count: Int) -> String {
    either("\(count) aqui: ", "\(count) here: ") + Self.list(names, count)
  }

  /// Someone entered.
  package func joined(_ name: String) -> String { either("\(name) entrou", "\(name) joined") }

  /// Someone left.
  package func left(_ name: String, _ reason: LeaveReason?) -> String {
    let why =
      switch reason {
      case .quit, nil: ""
      case .lost: either(" (conexão perdida)", " (connection lost)")
      case .slow: either(" (não acompanhou)", " (too slow)")
      case .error: either(" (erro)", " (error)")
      case .kicked: either(" (por ordem do servidor)", " (sent away)")
      case .shutdown: either(" (o servidor parou)", " (the server stopped)")
      }
    return either("\(name) saiu\(why)", "\(name) left\(why)")
  }

  /// Old lines follow.
  package var historyBegan: String { either("histórico:", "history:") }

  /// There were so many.
  package func historyEnded(_ count: Int) -> String {
    switch count {
    case 0: either("o histórico está vazio", "there is no history")
    case 1: either("fim do histórico (1 linha)", "end of the history (1 line)")
    default: either("fim do histórico (\(count) linhas)", "end of the history (\(count) lines)")
    }
  }

  /// What cannot be told any more.
  package func gap(_ from: UInt64, _ to: UInt64) -> String {
    either(
      "faltam linhas: o servidor já não guarda as de número \(from) a \(to)",
      "lines are missing: the server no longer keeps those from \(from) to \(to)")
  }

  /// A private message that never reached anybody.
  package func undelivered(_ name: String?) -> String {
    let whom = name.map { either(" para \($0)", " to \($0)") } ?? ""
    return either(
      "a mensagem privada\(whom) não foi entregue: a pessoa não voltou",
      "the private message\(whom) was not delivered: they did not come back")
  }

  /// The session had ended.
  package var sessionEnded: String {
    either(
      "a sessão terminou durante a ausência: o que se disse entretanto está em #historico",
      "the session ended meanwhile: what was said since is in #history")
  }

  /// A line that was never sent.
  package func unsent(_ line: String) -> String { either("não foi enviado: ", "not sent: ") + line }

  /// A line that was sent and never answered.
  package func unsettled(_ line: String) -> String {
    either("ficou sem resposta, talvez não tenha chegado: ", "never answered, it may not have arrived: ")
      + line
  }

  /// The server ends the connection.
  package func offence(_ words: String) -> String {
    either("o servidor encerrou a conexão: ", "the server closed the connection: ") + words
  }

  /// Why something was not accepted: our words for what is known, else the server's.
  package func refusal(_ code: String, _ words: String) -> String {
    switch Refusal(rawValue: code) {
    case .nameTaken: either("esse nome já está em uso", "that name is taken")
    case .nameMalformed:
      either(
        "isso não é um nome: até 32 letras, dígitos, _ - ou ., começando com letra ou dígito",
        "that is no name: up to 32 letters, digits, _ - or ., beginning with a letter or digit")
    case .nameOwned: either("esse nome pertence a outra pessoa", "that name belongs to somebody else")
    case .noSuchPerson: either("não há ninguém com esse nome aqui", "nobody of that name is here")
    case .noSuchCommand:
      either("não há esse comando: #ajuda mostra os que há", "there is no such command: #help lists them")
    case .noSuchSession: either("essa sessão terminou", "that session has ended")
    case .tooLong: either("é longo demais", "that is too long")
    case .notAllowed:
      either(
        "há nisso algo que não é permitido, ou nada",
        "that has something in it that is not allowed, or nothing")
    case .tooFast: either("rápido demais: tente daqui a pouco", "too fast: try again in a moment")
    case .notStored:
      either("o servidor não conseguiu guardar a mensagem", "the server could not store the message")
    case .notRead: either("o servidor não conseguiu ler o histórico", "the server could not read the history")
    // The code has several reasons, and the server's words say which.
    case .notPermitted:
      either("isso não é permitido", "that is not permitted") + (words.isEmpty ? "" : ": " + words)
    case .banned: banned(minutes: Self.number(in: words))
    case .notMember:
      either(
        "a sala é só para membros, e a sua chave não está na lista",
        "the room is for its members alone, and your key is none of theirs")
    case .isAdmin:
      either(
        "quem administra a sala não pode ser expulso nem banido",
        "those who run the room can be neither kicked nor banned")
    case .isLoopback:
      either(
        "os endereços da própria máquina do servidor não são banidos",
        "the addresses of the server's own machine are not banned")
    case .notKnown:
      either(
        "não se conhece a chave nem o endereço dessa pessoa: só dá para expulsá-la sem minutos",
        "neither the key nor the address of that person is known: kick without minutes")
    case .notBanned: either("não há esse banimento", "there is no such ban")
    case .tooManyBans: either("já há banimentos demais", "there are too many bans already")
    case nil: words.isEmpty ? code : words
    }
  }

  /// For how long yet, the server's words say alone: with the only number in them (protocol.md).
  private func banned(minutes: UInt32?) -> String {
    let words = either("a entrada está proibida para você", "you are banned")
    return switch minutes {
    case nil: words
    case 1: words + either(" por mais um minuto", " for one more minute")
    case let minutes?: words + either(" por mais \(minutes) minutos", " for \(minutes) more minutes")
    }
  }

  private static func number(in words: String) -> UInt32? {
    let isDigit = { (byte: UInt8) in UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    return UInt32(String(decoding: words.utf8.drop { !isDigit($0) }.prefix(while: isDigit), as: UTF8.self))
  }

  /// The words in this language.
  package func either(_ portuguese: String, _ english: String) -> String {
    language == .portuguese ? portuguese : english
  }

  private static func list(_ names: [String], _ count: Int) -> String {
    let shown = names.prefix(maximumNames).joined(separator: ", ")
    return count > maximumNames ? shown + " …" : shown
  }
}
