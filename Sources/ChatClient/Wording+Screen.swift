// The words that only the full screen has.
extension Wording {
  /// What the buttons say: what they do, for each thing that is asked.
  package var sendButton: String { either("Enviar", "Send") }
  /// Enters under the name in the field.
  package var enterButton: String { either("Entrar", "Enter") }
  /// Answers a question.
  package var yesButton: String { either("Sim", "Yes") }
  /// Answers a question.
  package var noButton: String { either("Não", "No") }

  /// The letter that means yes, beside `y` in any language.
  package var yesLetter: String { either("s", "y") }

  /// What the newcomer is asked on the screen.
  package var nameQuestion: String {
    either(
      "Com que nome você quer entrar? Digite-o e tecle Enter.",
      "Which name do you want? Type it and press Enter.")
  }

  /// What a key that was never met is to be compared with, and the question; a line each.
  package var trustQuestion: [String] {
    [
      either(
        "Compare com as linhas “pin sha256//…” e “aloud …” que papod mostra ao iniciar, ou com o que “papod"
          + " pin certs/server.crt” diz na máquina do servidor, por um caminho que não seja esta rede: por"
          + " telefone, por exemplo, os cinco grupos.",
        "Compare it with the lines \"pin sha256//…\" and \"aloud …\" that papod prints when it starts, or"
          + " with what \"papod pin certs/server.crt\" says on the server's machine, by a way that is not"
          + " this network: the five groups by telephone, for instance."),
      either(
        "É a mesma? Digite s e tecle Enter para confiar nela, ou digite os grupos que lhe disseram, para que"
          + " o papo os compare; qualquer outra resposta encerra.",
        "Is it the same? Type y and press Enter to trust it, or type the groups that you were told, for papo"
          + " to compare; any other answer ends here."),
    ]
  }

  /// Before leaving by Ctrl-C, with so many messages of ours not in the journal yet.
  package func leaveQuestion(unanswered count: Int) -> String {
    let loss =
      switch count {
      case 0: ""
      case 1: either("Uma mensagem ainda não foi guardada. ", "One message is not in the journal yet. ")
      default:
        either(
          "\(count) mensagens ainda não foram guardadas. ",
          "\(count) messages are not in the journal yet. ")
      }
    return loss + either("Sair do chat? [s/N]", "Leave the chat? [y/N]")
  }

  /// Before a text that is too long for one message goes out as several.
  package func splitQuestion(_ parts: Int) -> String {
    either(
      "É longo demais para uma mensagem. Enviar como \(parts) mensagens? [s/N]",
      "That is too long for one message. Send it as \(parts) messages? [y/N]")
  }

  /// A paste that was too long for the field.
  package var pasteTooLong: String {
    either(
      "o que foi colado é longo demais e não foi aceito", "what was pasted is too long and was not taken")
  }

  /// A paste whose end never came.
  package var pasteBrokenOff: String {
    either(
      "o que foi colado não chegou inteiro e não foi aceito",
      "what was pasted did not come whole and was not taken")
  }

  /// Beside a message that was not answered yet.
  package func waiting(isConnected: Bool) -> String {
    isConnected
      ? either("enviando", "sending") : either("esperando a conexão", "waiting for the connection")
  }

  /// Beside a message that goes on its way once a question about it is answered.
  package var waitingForAnswer: String { either("esperando a sua resposta", "waiting for your answer") }

  /// Messages under way that are not shown one by one.
  package func moreWaiting(_ count: Int) -> String {
    either("e mais \(count) esperando", "and \(count) more waiting")
  }

  /// Beside a message of ours that was not accepted, before the reason.
  package var refusedMark: String { either("recusada", "refused") }

  /// Beside a message of ours that was never sent, and will not be.
  package var unsentMark: String { either("não enviada", "not sent") }

  /// Beside a message of ours that was sent and never answered.
  package var unsettledMark: String {
    either("sem resposta, talvez não tenha chegado", "never answered, it may not have arrived")
  }

  /// Oneself, in place of the name: the other end of a private message.
  package var you: String { either("você", "you") }

  /// Where what was not read yet begins.
  package var unreadMark: String { either("novas mensagens", "new messages") }

  /// So many messages are below what is seen.
  package func below(_ count: Int) -> String {
    count == 0 ? "↓ PgDn" : either("↓ \(count) abaixo", "↓ \(count) below")
  }

  /// People in a list who have no room in it.
  package func more(_ people: Int) -> String { either("e mais \(people)", "and \(people) more") }

  /// Where help is.
  package var helpHint: String { either("F1 ajuda", "F1 help") }

  /// The way out of the help.
  package var helpEndHint: String { either("Esc volta", "Esc goes back") }

  /// We are leaving.
  package var leaving: String { either("saindo… (Ctrl-C sai já)", "leaving… (Ctrl-C: at once)") }

  /// The mouse was switched.
  package func mouse(isOn: Bool) -> String {
    isOn
      ? either(
        "o mouse é do papo (F3 o devolve ao terminal)", "the mouse is papo's (F3 gives it to the terminal)")
      : either(
        "o mouse é do terminal (F3 o traz de volta)", "the mouse is the terminal's (F3 brings it back)")
  }

  /// What a notification of the terminal says; never what was written.
  package func attention(from name: String, isPrivate: Bool) -> String {
    isPrivate
      ? either("papo: \(name) escreveu só para você", "papo: \(name) wrote to you alone")
      : either("papo: \(name) mencionou você", "papo: \(name) mentioned you")
  }

  /// Several people entered or left, in one line: who entered, who left, who did both and is here again, who
  /// did both and is not.
  package func crowd(entered: [String], left: [String], returned: [String], passed: [String]) -> String {
    let parts: [(names: [String], one: String, many: String)] = [
      (entered, either("entrou", "joined"), either("entraram", "joined")),
      (left, either("saiu", "left"), either("saíram", "left")),
      (
        returned, either("saiu e voltou", "left and came back"),
        either("saíram e voltaram", "left and came back")
      ),
      (passed, either("entrou e saiu", "joined and left"), either("entraram e saíram", "joined and left")),
    ]
    return parts.filter { !$0.names.isEmpty }
      .map { "\(enumeration($0.names)) \($0.names.count == 1 ? $0.one : $0.many)" }
      .joined(separator: "; ")
  }

  /// "Ana, Beto e Célia"; of many names the first ones, and how many more.
  private func enumeration(_ names: [String]) -> String {
    let most = 8
    var shown = Array(names.prefix(most))
    if names.count > most { shown.append(either("mais \(names.count - most)", "\(names.count - most) more")) }
    guard shown.count > 1, let last = shown.popLast() else { return shown.first ?? "" }
    return shown.joined(separator: ", ") + either(" e ", " and ") + last
  }
}
