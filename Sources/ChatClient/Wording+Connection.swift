import TLS

// The words about the connection: its state, the questions before it, and its end.
extension Wording {
  /// What asks for a name; the answer follows on the same line.
  package var namePrompt: String { either("nome: ", "name: ") }

  /// Why a name is wanted once more.
  package func nameRefused(_ name: String, _ code: String, _ words: String) -> String {
    name + ": " + refusal(code, words)
  }

  /// The first contact, a line each.
  package func firstContact(_ address: Address, _ pin: PublicKeyPin) -> [String] {
    [
      either(
        "primeiro contato com \(address); a chave do servidor é",
        "first contact with \(address); its key is"),
      "  \(pin)",
    ]
  }

  /// What asks whether to trust it; the answer follows on the same line.
  package var trustPrompt: String {
    either(
      "é a chave que o servidor mostra? confiar nela? [s/N] ", "is this the server's own? trust it? [y/N] ")
  }

  /// Whether the answer to `trustPrompt` is a yes; of either language, since habits travel.
  package static func isYes(_ answer: String) -> Bool {
    ["s", "sim", "y", "yes"].contains(answer.lowercased())
  }

  /// It is not.
  package var notTrusted: String {
    either("sem confiança não se entra; nada foi enviado", "not trusted; nothing was sent")
  }

  /// It is trusted from now on.
  package func trusted(_ address: Address) -> String {
    either("\(address) passa a ser conhecido", "\(address) is known from now on")
  }

  /// Nobody vouches for the server, a line each.
  package func untrusted(_ address: Address, _ pin: PublicKeyPin) -> [String] {
    firstContact(address, pin) + [
      either(
        "ninguém confirmou essa chave: --pin a confirma, --trust-first a aceita",
        "nobody vouched for it: --pin does, --trust-first takes it on trust")
    ]
  }

  /// Another key was expected, a line each.
  package func mismatch(
    _ address: Address, _ presented: PublicKeyPin, expected: [PublicKeyPin], firstSeen: Day?
  ) -> [String] {
    let since = firstSeen.map { either(" (conhecida desde \($0))", " (known since \($0))") } ?? ""
    var lines = [
      either("A CHAVE DE \(address) NÃO É A ESPERADA", "THE KEY OF \(address) IS NOT THE EXPECTED ONE")
    ]
    lines += expected.map { either("  esperada:    \($0)\(since)", "  expected:  \($0)\(since)") }
    lines.append(either("  apresentada: \(presented)", "  presented: \(presented)"))
    lines.append(
      either(
        "alguém pode estar se passando pelo servidor; nada foi enviado",
        "somebody may be posing as the server; nothing was sent"))
    if firstSeen != nil {
      lines.append(
        either(
          "se a chave mudou de fato: papo --forget \(address)",
          "if the key did change: papo --forget \(address)"))
    }
    return lines
  }

  /// The pinned certificate has expired.
  package func expired(_ day: Day) -> String {
    either(
      "aviso: o certificado do servidor venceu em \(day); a chave é a esperada",
      "warning: the server's certificate expired on \(day); its key is the expected one")
  }

  /// What was forgotten.
  package func forgotten(_ address: Address, _ known: KnownServer?) -> String {
    guard let known else {
      return either("\(address) não era conhecido", "\(address) was not known")
    }
    return either(
      "\(address) esquecido: \(known.pin), conhecida desde \(known.firstSeen)",
      "\(address) forgotten: \(known.pin), known since \(known.firstSeen)")
  }

  /// The known servers cannot be used.
  package func knownServers(_ error: KnownServersError) -> String {
    switch error {
    case .noFolder:
      either(
        "nem HOME nem XDG_STATE_HOME dizem onde ficam os servidores conhecidos; --pin os dispensa",
        "neither HOME nor XDG_STATE_HOME says where the known servers are; --pin does without")
    case .malformed(let path, let line):
      either(
        "\(path):\(line): não é \"HOST:PORTA sha256//… AAAA-MM-DD\"",
        "\(path):\(line): not \"HOST:PORT sha256//… YYYY-MM-DD\"")
    case .repeated(let path, let line):
      either(
        "\(path):\(line): o servidor já está mais acima", "\(path):\(line): the server stands above already")
    case .file(let path, let problem): "\(path): \(problem)"
    case .alreadyKnown(let known):
      either(
        "\(known.address) acaba de ficar conhecido por outra chave: \(known.pin)",
        "\(known.address) has just become known by another key: \(known.pin)")
    }
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
