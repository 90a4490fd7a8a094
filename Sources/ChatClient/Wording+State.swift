// The words about how things stand, short enough for a title line.
extension Wording {
  /// How we stand with the server.
  package func state(_ state: ConnectionState) -> String {
    switch state {
    case .connecting: either("conectando…", "connecting…")
    case .naming: either("falta o nome", "a name is wanted")
    case .connected: either("conectado", "connected")
    case .lost: either("sem conexão; tentando…", "no connection; trying…")
    case .stopping: either("saindo…", "leaving…")
    case .ended: either("encerrado", "ended")
    }
  }

  /// What the trust in the server rests on.
  package func standing(_ standing: Trust.Standing) -> String {
    switch standing {
    case .pinned: either("confirmado pela chave dada", "trusted by the given key")
    case .known(let day): either("conhecido desde \(day)", "known since \(day)")
    case .told: either("indicado pela sala", "named by the room")
    case .unknown: either("desconhecido", "unknown")
    }
  }

  /// How many are here.
  package func count(_ count: Int) -> String { either("\(count) aqui", "\(count) here") }

  /// Private messages are not a secret from the server.
  package var privateIsKept: String {
    either(
      "o servidor guarda mensagens privadas, legíveis para quem o administra, pelo tempo que seu "
        + "--keep-private diz",
      "the server keeps private messages, readable to whoever runs it, for as long as its --keep-private "
        + "says")
  }
}
