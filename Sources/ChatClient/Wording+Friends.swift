import Wire

// The words about people who are known by their keys, and about strangers under their names.
extension Wording {
  /// Somebody bears a friend's name and has none of the friend's keys, a line each.
  package func stranger(_ stranger: Stranger) -> [String] {
    let (name, day) = (stranger.name.description, stranger.known.firstSeen)
    let first =
      switch (stranger.isUntold, stranger.shown.isEmpty) {
      case (true, _):
        either(
          "o servidor não diz se o nome \(name) ainda pertence à chave conhecida desde \(day)",
          "the server does not say whether the name \(name) still belongs to the key known since \(day)")
      case (false, true):
        either(
          "\(name) está aqui como convidado, sem a chave conhecida desde \(day); pode ser outra pessoa",
          "\(name) is here as a guest, without the key known since \(day); it may be somebody else")
      case (false, false):
        either(
          "o nome \(name) pertence a outra chave, não à conhecida desde \(day); pode ser outra pessoa",
          "the name \(name) belongs to another key than the one known since \(day); it may be somebody else")
      }
    return [first] + stranger.known.pins.map { either("  conhecida:   \($0)", "  known: \($0)") }
      + stranger.shown.map { either("  apresentada: \($0)", "  shown: \($0)") }
  }

  /// What asks on a plain terminal whether a message goes to a stranger; the answer follows on the same line.
  package func strangerPrompt(_ name: String) -> String {
    either(
      "enviar a mensagem privada a \(name) mesmo assim? [s/N] ",
      "send the private message to \(name) all the same? [y/N] ")
  }

  /// The same on the screen, a line each.
  package func strangerQuestion(_ stranger: Stranger) -> [String] {
    let name = stranger.name.description
    return [
      stranger.isUntold
        ? either(
          "A sua mensagem privada a \(name) espera: não se sabe de quem é o nome agora.",
          "Your private message to \(name) is waiting: it is not known whose the name is now.")
        : either(
          "A sua mensagem privada a \(name) espera: a chave não é a conhecida.",
          "Your private message to \(name) is waiting: the key is not the known one."),
      either(
        "Enviar mesmo assim? Digite s e tecle Enter; com qualquer outra resposta ela não é enviada.",
        "Send it all the same? Type y and press Enter; with any other answer it is not sent."),
    ]
  }

  /// Where nobody can be asked.
  package var strangerRefused: String {
    either(
      "a mensagem privada não foi enviada; --trust-people a enviaria",
      "the private message was not sent; with --trust-people it would have been")
  }

  /// The known people cannot be used.
  package func knownPeople(_ error: RecordFileError) -> String {
    switch error {
    case .malformed(let path, let line):
      either(
        "\(path):\(line): não é \"HOST:PORTA NOME sha256//… AAAA-MM-DD\"",
        "\(path):\(line): not \"HOST:PORT NAME sha256//… YYYY-MM-DD\"")
    case .repeated(let path, let line):
      either(
        "\(path):\(line): a pessoa já está mais acima", "\(path):\(line): the person stands above already")
    case .file(let path, let problem): "\(path): \(problem)"
    }
  }
}
