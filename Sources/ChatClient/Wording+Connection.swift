// The words about the connection: its state, the name that is asked for, and its end.
extension Wording {
  /// What asks for a name; the answer follows on the same line.
  package var namePrompt: String { either("nome: ", "name: ") }

  /// Why a name is wanted once more.
  package func nameRefused(_ name: String, _ code: String, _ words: String) -> String {
    name + ": " + refusal(code, words)
  }

  /// The pinned certificate has expired.
  package func expired(_ day: Day) -> String {
    either(
      "aviso: o certificado do servidor venceu em \(day); a chave é a esperada",
      "warning: the server's certificate expired on \(day); its key is the expected one")
  }

  /// The connection is gone.
  package func cut(_ reason: CutReason) -> String {
    either("conexão perdida: ", "connection lost: ") + why(reason)
      + either("; tentando de novo…", "; trying again…")
  }

  /// It is still gone.
  package func stillCut(_ reason: String) -> String {
    either("ainda sem conexão (\(reason)); tentando…", "still no connection (\(reason)); trying…")
  }

  /// It is back.
  package var resumed: String { either("conexão retomada", "connected again") }

  /// The server says that it stops.
  package var serverStops: String { either("o servidor está parando", "the server is stopping") }

  /// The journal takes no more.
  package var readOnly: String {
    either(
      "o servidor não consegue mais guardar mensagens: dá para ler, mas não para escrever, até que seja"
        + " reiniciado",
      "the server can store no more messages: one can read, but not write, until it is started again")
  }

  /// Why this is the end; nil where that has been said, or needs no saying.
  package func end(_ end: ClientEnd, at address: Address) -> String? {
    switch end {
    case .left, .untrusted: nil
    case .nameRefused:
      either("sem um nome aceito não se entra", "there is no entering without an accepted name")
    case .excluded(let code, let words): "\(address): " + refusal(code, words)
    case .hostNotFound(let reason): either("servidor não encontrado: ", "host not found: ") + reason
    case .unreachable(let reason):
      either("\(address) não responde: ", "\(address) cannot be reached: ") + reason
    case .notLetIn(let reason): either("\(address): ", "\(address): ") + why(reason)
    case .failed(let reason): either("erro interno: ", "internal error: ") + reason
    case .wrongProtocol(let reason):
      either("\(address) não fala papo/1: ", "\(address) does not speak papo/1: ") + reason
    }
  }

  /// Why a connection ended.
  package func why(_ reason: CutReason) -> String {
    switch reason {
    case .closed: either("o servidor fechou", "the server closed it")
    case .cut: either("foi cortada", "it was cut")
    case .silent: either("75 s de silêncio", "75 s of silence")
    case .nonsense: either("o que veio não é do protocolo", "what came is not of the protocol")
    case .refused(let words): words
    case .failed(let reason): reason
    }
  }
}
