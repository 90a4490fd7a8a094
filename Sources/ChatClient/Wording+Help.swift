// The help of the full screen.
extension Wording {
  /// Under each heading what one types or presses, and what that does.
  package var help: [(heading: String, rows: [(keys: String, meaning: String)])] {
    [
      (either("O que se digita", "What one types"), typedHelp), (either("Teclas", "Keys"), keyHelp),
      ("Mouse", mouseHelp), (either("Sinais", "Signs"), signHelp),
    ]
  }

  /// What stands above the command that others join with.
  package var invitation: String {
    either("Para convidar alguém da mesma rede", "To invite somebody of the same network")
  }

  /// In that command, the address of this machine, which is another for others.
  package var machinePlaceholder: String { either("ENDEREÇO-DESTA-MÁQUINA", "ADDRESS-OF-THIS-MACHINE") }

  private var typedHelp: [(keys: String, meaning: String)] {
    [
      (either("texto", "text"), either("todos leem", "everyone reads it")),
      (either("@nome texto", "@name text"), either("só essa pessoa lê", "that person alone reads it")),
      (either("#quem", "#who"), either("quem está aqui", "who is here")),
      (
        either("#historico [N]", "#history [N]"), either("as últimas N mensagens", "the last N messages")
      ),
      (
        either("#ignorar nome", "#ignore name"),
        either(
          "esconde alguém só de você; de novo, mostra", "hides somebody from you alone; again, shows them")
      ),
      (
        either("#minhas-chaves [nome]", "#keys [name]"),
        either("as chaves do seu nome, ou desse", "the keys of your name, or of that one")
      ),
      (
        either("#adotar, #remover PIN", "#adopt, #remove PIN"),
        either("dá o nome a mais uma chave, ou o tira dela", "gives your name to one more key, takes it away")
      ),
      (
        either("#expulsar nome [minutos]", "#kick name [minutes]"),
        either("manda alguém embora", "sends somebody away")
      ),
      (
        either("#banir, #perdoar PIN ou IP", "#ban, #pardon PIN or IP"),
        either("proíbe a entrada, ou a permite", "keeps out, or lets in again")
      ),
      (either("#sair", "#quit"), either("sai do chat", "leaves the chat")),
      (
        either("##texto, @@texto", "##text, @@text"),
        either("para todos, com # ou @ no começo", "for everyone, with # or @ at the beginning")
      ),
    ]
  }

  private var keyHelp: [(keys: String, meaning: String)] {
    [
      ("Enter", either("envia", "sends")),
      ("Alt-Enter", either("nova linha na mesma mensagem", "a new line in the same message")),
      ("Tab, Shift-Tab", either("completa @nomes e #comandos", "completes @names and #commands")),
      ("↑ ↓, Ctrl-P Ctrl-N", either("o que você já enviou", "what you have sent")),
      (
        either("PgUp PgDn, roda", "PgUp PgDn, wheel"),
        either(
          "rola as mensagens, as antigas também; Home e End, com o campo vazio",
          "scroll, to older messages too; Home and End with an empty field")
      ),
      ("← →, Ctrl-B Ctrl-F", either("um caractere", "a character back, a character on")),
      ("Ctrl-← Ctrl-→, Alt-B Alt-F", either("uma palavra", "a word back, a word on")),
      ("Ctrl-A Ctrl-E", either("começo, fim da linha", "beginning, end of the line")),
      (
        "Ctrl-U Ctrl-K", either("apaga até o começo, até o fim", "delete to the beginning, to the end")
      ),
      (
        "Ctrl-W, Alt-Backspace, Alt-D",
        either("apaga uma palavra para trás, para a frente", "delete a word back, a word on")
      ),
      ("Ctrl-Y", either("traz de volta o que se apagou", "brings back what was deleted")),
      ("Ctrl-L", either("desenha tudo de novo", "draws everything anew")),
      ("Ctrl-Z", either("suspende; fg volta", "suspends; fg comes back")),
      (
        "Ctrl-C",
        either(
          "limpa o campo; com ele vazio, pergunta se é para sair",
          "clears the field; where it is empty, asks whether to leave")
      ),
      ("Ctrl-D", either("sai, com o campo vazio", "leaves, where the field is empty")),
      ("F1, F2", either("esta ajuda; quem está aqui", "this help; who is here")),
      (
        "F3",
        either(
          "dá o mouse ao terminal, ou o traz de volta", "gives the mouse to the terminal, or takes it back")
      ),
    ]
  }

  private var mouseHelp: [(keys: String, meaning: String)] {
    [
      (
        either("clique em um nome", "click on a name"),
        either("mensagem privada para essa pessoa", "a private message to that person")
      ),
      (
        either("Shift-arrastar", "Shift-drag"),
        either("seleciona texto, como sempre no terminal", "selects text, as the terminal always does")
      ),
    ]
  }

  private var signHelp: [(keys: String, meaning: String)] {
    [
      ("…", either("sua mensagem ainda está a caminho", "your message is still under way")),
      ("✓", either("o servidor a guardou", "the server has it in its journal")),
      ("✗", either("não foi aceita, e por quê", "it was not accepted, and why")),
      (
        Self.keyMark,
        either(
          "o nome pertence a uma chave; sem o sinal, é de um convidado, ou de quem não está aqui, ou a"
            + " mensagem é antiga",
          "the name belongs to a key; without the sign it is a guest's, or that of somebody who is not here,"
            + " or the message is an old one")
      ),
    ]
  }
}
