import TLS

// The words about the servers of a room that lies on several.
extension Wording {
  /// We are in the room through another server than before.
  package func moved(_ address: Address) -> String {
    either("a conversa passou para \(address)", "moved to \(address)")
  }

  /// A server that the others tell of has another key than they say, a line each.
  package func toldOtherwise(
    _ address: Address, _ presented: PublicKeyPin, told: [PublicKeyPin]
  ) -> [String] {
    var lines = [
      either(
        "A CHAVE DE \(address) NÃO É A QUE OS SERVIDORES DA SALA DIZEM",
        "THE KEY OF \(address) IS NOT THE ONE THAT THE ROOM'S SERVERS TELL OF"),
      either("eles dizem:", "they tell of:"),
    ]
    lines += told.flatMap(both)
    lines.append(either("apresentada:", "presented:"))
    lines += both(presented)
    lines.append(
      either(
        "alguém pode estar se passando por ele; nada lhe foi enviado",
        "somebody may be posing as it; nothing was sent to it"))
    return lines
  }

  /// A server that was given and never met, which no other tells of, in the midst of a conversation; a line
  /// each.
  package func unvouched(_ address: Address, _ pin: PublicKeyPin) -> [String] {
    firstContact(address, pin) + [
      either(
        "ninguém confirmou essa chave; nada lhe foi enviado; para que o papo pergunte: papo \(address)",
        "nobody vouched for it; nothing was sent to it; to be asked about it: papo \(address)")
    ]
  }

  /// The servers tell of another key of one of them than the known one.
  package func knownOtherwise(_ address: Address) -> String {
    either(
      "os servidores da sala dizem outra chave de \(address) que a conhecida: fica valendo a conhecida"
        + " (papo --forget \(address) a esquece)",
      "the room's servers tell of another key of \(address) than the known one: only the known one will do"
        + " (papo --forget \(address) forgets it)")
  }

  /// It goes on.
  package var otherServers: String {
    either("o papo segue com os outros servidores da sala", "papo goes on with the room's other servers")
  }
}
