import Wire

/// What the server says to people, in its language.
struct Phrases: Sendable {
  let language: Language
  /// Follows a name.
  let hasEntered: [UInt8]
  /// Follows a name.
  let hasLeft: [UInt8]

  init(_ language: Language) {
    self.language = language
    switch language {
    case .portuguese:
      hasEntered = Array(" entrou".utf8)
      hasLeft = Array(" saiu".utf8)
    case .english:
      hasEntered = Array(" entered".utf8)
      hasLeft = Array(" left".utf8)
    }
  }

  var askForName: String {
    switch language {
    case .portuguese: "Qual é o seu nome? Escreva-o e tecle Enter."
    case .english: "What is your name? Type it and press Enter."
    }
  }

  /// The notice for whom has entered, with who is here, or the first of them.
  func appendWelcome(_ name: [UInt8], count: Int, names: [[UInt8]], to bytes: inout [UInt8]) {
    PlainRenderer.appendNotice(to: &bytes) { bytes in
      bytes.append(contentsOf: (language == .portuguese ? "Olá, " : "Hello, ").utf8)
      bytes.append(contentsOf: name)
      bytes.append(contentsOf: "! ".utf8)
      bytes.append(contentsOf: present(count: count).utf8)
      var separator = " "
      for name in names {
        bytes.append(contentsOf: separator.utf8)
        bytes.append(contentsOf: name)
        separator = ", "
      }
      if count > names.count { bytes.append(contentsOf: ", …".utf8) }
      bytes.append(
        contentsOf: (language == .portuguese ? ". #ajuda mostra os comandos." : ". #help shows the commands.")
          .utf8)
    }
  }

  func present(count: Int) -> String {
    switch language {
    case .portuguese: count == 1 ? "1 pessoa aqui:" : "\(count) pessoas aqui:"
    case .english: count == 1 ? "1 person here:" : "\(count) people here:"
    }
  }

  func history(count: Int) -> String {
    switch (language, count) {
    case (.portuguese, 0): "Nenhuma mensagem anterior."
    case (.portuguese, 1): "1 mensagem anterior:"
    case (.portuguese, _): "\(count) mensagens anteriores:"
    case (.english, 0): "No earlier messages."
    case (.english, 1): "1 earlier message:"
    case (.english, _): "\(count) earlier messages:"
    }
  }

  /// The notice for whom has left with `#sair`.
  func appendGoodbye(_ name: [UInt8], to bytes: inout [UInt8]) {
    PlainRenderer.appendNotice(to: &bytes) { bytes in
      bytes.append(contentsOf: (language == .portuguese ? "Até logo, " : "Goodbye, ").utf8)
      bytes.append(contentsOf: name)
      bytes.append(UInt8(ascii: "!"))
    }
  }

  /// The last line for everybody when the server stops, which ends no session.
  func appendServerStops(in dialect: Dialect, to bytes: inout [UInt8]) {
    switch dialect {
    case .plain: PlainRenderer.appendNotice(serverStops, to: &bytes)
    case .numbered: NumberedRenderer.appendSetting("bye", to: &bytes)
    }
  }

  /// The last line for everybody where this server can acknowledge nothing, and there are others of the room;
  /// it ends no session.
  func appendLostTouch(in dialect: Dialect, to bytes: inout [UInt8]) {
    switch dialect {
    case .plain: PlainRenderer.appendNotice(lostTouch, to: &bytes)
    case .numbered: NumberedRenderer.appendSetting("bye", to: &bytes)
    }
  }

  func appendReadOnly(in dialect: Dialect, to bytes: inout [UInt8]) {
    switch dialect {
    case .plain: PlainRenderer.appendNotice(readOnly, to: &bytes)
    case .numbered: NumberedRenderer.appendSetting("read-only", to: &bytes)
    }
  }

  var readOnly: String {
    switch language {
    case .portuguese:
      "O servidor não consegue mais guardar mensagens: até que seja reiniciado, só dá para ler."
    case .english: "The server can store no more messages: until it is restarted there is only reading."
    }
  }

  var serverStops: String {
    switch language {
    case .portuguese: "O servidor está encerrando. Até logo!"
    case .english: "The server is stopping. Goodbye!"
    }
  }

  var lostTouch: String {
    switch language {
    case .portuguese: "este servidor perdeu o contato com a sala: entre por outro, ou daqui a pouco"
    case .english: "this server has lost touch with the room: enter by another one, or in a moment"
    }
  }

  /// One line a command.
  var help: [String] {
    switch language {
    case .portuguese:
      [
        "texto: para todos", "@nome texto: só para essa pessoa", "#quem: quem está aqui",
        "#historico [N]: as últimas N mensagens (20; de 1 a 500)",
        "#minhas-chaves nome: as chaves desse nome", "#ajuda: isto", "#sair: ir embora",
        "##texto, @@texto: para todos, começando com # ou @",
      ]
    case .english:
      [
        "text: to everyone", "@name text: to that person alone", "#who: who is here",
        "#history [N]: the last N messages (20; 1 to 500)", "#keys name: the keys of that name",
        "#help: this", "#quit: leave",
        "##text, @@text: to everyone, beginning with # or @",
      ]
    }
  }

  func words(for refusal: Refusal) -> String {
    language == .portuguese ? portuguese(refusal) : english(refusal)
  }

  func words(for offence: Offence) -> String {
    language == .portuguese ? portuguese(offence) : english(offence)
  }

  /// Said before the connection is closed, to whom the server has no place for.
  func words(for surplus: Surplus) -> String {
    switch (language, surplus) {
    case (.portuguese, .full): "o servidor está cheio, tente mais tarde"
    case (.portuguese, .tooManyUnnamed): "há conexões demais sem nome, tente daqui a pouco"
    case (.portuguese, .tooManyFromAddress): "há conexões demais deste endereço"
    case (.portuguese, .tooManyUnnamedFromAddress): "há conexões demais sem nome deste endereço"
    case (.portuguese, .tooManyHandshakesFromAddress):
      "há conexões demais ao mesmo tempo deste endereço, tente daqui a pouco"
    case (.english, .full): "the server is full, try later"
    case (.english, .tooManyUnnamed): "too many connections without a name, try again in a moment"
    case (.english, .tooManyFromAddress): "too many connections from this address"
    case (.english, .tooManyUnnamedFromAddress): "too many connections without a name from this address"
    case (.english, .tooManyHandshakesFromAddress):
      "too many connections at once from this address, try again in a moment"
    }
  }

  var nameTimeout: String {
    switch language {
    case .portuguese: "nenhum nome foi dado a tempo"
    case .english: "no name was given in time"
    }
  }

  /// Said before the connection is closed, to whom most of the bytes belong that wait for all connections.
  var hoarding: String {
    switch language {
    case .portuguese: "o servidor não tem mais memória para o que espera aqui: conexão encerrada"
    case .english: "the server has no more memory for what waits here: connection closed"
    }
  }

  var tooManyNames: String {
    switch language {
    case .portuguese: "nomes demais recusados: conexão encerrada"
    case .english: "too many names refused: connection closed"
    }
  }

  private func portuguese(_ refusal: Refusal) -> String {
    switch refusal {
    case .nameTaken: "esse nome já está em uso, escolha outro"
    case .nameMalformed:
      "esse nome não serve: de 1 a 32 letras, algarismos, _ - . e começando com letra ou algarismo"
    case .nameOwned: "esse nome pertence a outra chave"
    case .noSuchPerson: "não há ninguém com esse nome aqui"
    case .noSuchCommand: "comando desconhecido, ou que não se usa assim; #ajuda mostra os comandos"
    case .noSuchSession: "essa sessão acabou; entre com um nome"
    case .tooLong: "mensagem longa demais: até 4096 bytes e 64 linhas"
    case .notAllowed: "essa linha não é permitida"
    case .tooFast: "rápido demais, espere um pouco"
    case .notStored: "a mensagem não pôde ser guardada e não foi enviada"
    case .notRead: "o histórico não pôde ser lido"
    case .notPermitted: "isso é só para quem administra a sala, ou para o dono do nome"
    case .banned: "a entrada está proibida para você: conexão encerrada"
    case .notMember: "a sala é só para membros: conexão encerrada"
    case .isAdmin: "quem administra a sala não pode ser expulso nem banido"
    case .isLoopback:
      "os endereços da própria máquina do servidor não são banidos; #expulsar sem minutos sempre vale"
    case .notKnown:
      "não se conhece a chave nem o endereço dessa pessoa; #expulsar sem minutos sempre vale"
    case .notBanned: "não há esse banimento"
    case .tooManyBans: "já há \(BanList.limit) banimentos; #perdoar abre lugar"
    }
  }

  private func english(_ refusal: Refusal) -> String {
    switch refusal {
    case .nameTaken: "that name is in use, choose another"
    case .nameMalformed:
      "that name will not do: 1 to 32 letters, digits, _ - . beginning with a letter or digit"
    case .nameOwned: "that name belongs to another key"
    case .noSuchPerson: "there is nobody of that name here"
    case .noSuchCommand: "unknown command, or one that is not used so; #help shows the commands"
    case .noSuchSession: "that session is over; enter with a name"
    case .tooLong: "message too long: at most 4096 bytes and 64 lines"
    case .notAllowed: "that line is not allowed"
    case .tooFast: "too fast, wait a little"
    case .notStored: "the message could not be stored and was not sent"
    case .notRead: "the history could not be read"
    case .notPermitted: "that is for those who run the room, or who own the name"
    case .banned: "you are banned: connection closed"
    case .notMember: "the room is for its members alone: connection closed"
    case .isAdmin: "those who run the room can be neither kicked nor banned"
    case .isLoopback:
      "the addresses of the server's own machine are not banned; #kick without minutes always works"
    case .notKnown:
      "neither the key nor the address of that person is known; #kick without minutes always works"
    case .notBanned: "there is no such ban"
    case .tooManyBans: "there are \(BanList.limit) bans already; #pardon makes room"
    }
  }

  private func portuguese(_ offence: Offence) -> String {
    switch offence {
    case .lineTooLong: "linha sem fim (mais de 64 KiB): conexão encerrada"
    case .nul: "um byte NUL não é texto: conexão encerrada"
    case .invalidUTF8: "isso não é UTF-8: conexão encerrada"
    case .httpRequest: "isto é um chat, não um servidor web: conexão encerrada"
    }
  }

  private func english(_ offence: Offence) -> String {
    switch offence {
    case .lineTooLong: "a line without an end (over 64 KiB): connection closed"
    case .nul: "a NUL byte is not text: connection closed"
    case .invalidUTF8: "that is not UTF-8: connection closed"
    case .httpRequest: "this is a chat, not a web server: connection closed"
    }
  }
}
