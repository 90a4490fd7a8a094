import TLS
import Wire

// The words about the server's key: the first contact, another key than the known one, the next one.
extension Wording {
  /// The first contact, a line each.
  package func firstContact(_ address: Address, _ pin: PublicKeyPin) -> [String] {
    [
      either(
        "primeiro contato com \(address); a chave do servidor é",
        "first contact with \(address); its key is")
    ] + both(pin)
  }

  /// What asks whether to trust it; the answer follows on the same line.
  package var trustPrompt: String {
    either(
      "é a chave que o servidor mostra? confiar nela? [s/N, ou os grupos que lhe disseram] ",
      "is this the server's own? trust it? [y/N, or the groups that you were told] ")
  }

  /// Whether the answer to `trustPrompt` is a yes; of either language, since habits travel.
  package static func isYes(_ answer: String) -> Bool {
    ["s", "sim", "y", "yes"].contains(answer.lowercased())
  }

  /// What was typed in answer is a key, but not the one that the server has shown.
  package var notThatKey: String {
    either(
      "NÃO É A CHAVE QUE ESTE SERVIDOR MOSTROU: alguém pode estar se passando por ele",
      "THAT IS NOT THE KEY THAT THIS SERVER HAS SHOWN: somebody may be posing as it")
  }

  /// It is not trusted.
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
      either("A CHAVE DE \(address) NÃO É A ESPERADA", "THE KEY OF \(address) IS NOT THE EXPECTED ONE"),
      either("esperada\(since):", "expected\(since):"),
    ]
    lines += expected.flatMap(both)
    lines.append(either("apresentada:", "presented:"))
    lines += both(presented)
    lines.append(
      either(
        "alguém pode estar se passando pelo servidor; nada foi enviado",
        "somebody may be posing as the server; nothing was sent"))
    lines.append(
      either(
        "o servidor também pode ter trocado de chave enquanto você esteve fora: pergunte a quem o mantém,"
          + " por outro caminho que não esta rede, se a apresentada é a dele",
        "the server may as well have changed its key while you were away: ask whoever runs it, by another way"
          + " than this network, whether the one presented is its own"))
    lines.append(
      firstSeen == nil
        ? either("se for, é essa que --pin deve dar", "if it is, that is the one for --pin to give")
        : either(
          "se for: papo --forget \(address), e ao entrar de novo compare-a",
          "if it is: papo --forget \(address), and compare it when you join again"))
    return lines
  }

  /// The server has announced its next key.
  package func nextKeyKept(_ pin: PublicKeyPin) -> String {
    either(
      "o servidor anunciou a sua próxima chave, que fica guardada ao lado da de hoje: \(SpokenPin(pin))",
      "the server has announced its next key, which is kept beside today's: \(SpokenPin(pin))")
  }

  /// The server announces its next key no more.
  package var nextKeyForgotten: String {
    either(
      "o servidor não anuncia mais a próxima chave, que foi esquecida",
      "the server announces its next key no more; it is forgotten")
  }

  /// The server has announced its next key to somebody who has given the keys that it may have; a line each.
  package func nextKeyNotGiven(_ pin: PublicKeyPin) -> [String] {
    [
      either(
        "o servidor anunciou a sua próxima chave; para quando ela valer, acrescente ao --pin:",
        "the server has announced its next key; for the day on which it holds, add to your --pin:")
    ] + both(pin)
  }

  /// The server has the key that it had announced.
  package var keyChanged: String {
    either(
      "o servidor passou à chave que havia anunciado; a antiga foi esquecida",
      "the server has changed to the key that it had announced; the old one is forgotten")
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
    case .unusable(.malformed(let path, let line)):
      either(
        "\(path):\(line): não é \"HOST:PORTA sha256//…[;sha256//…] AAAA-MM-DD\"",
        "\(path):\(line): not \"HOST:PORT sha256//…[;sha256//…] YYYY-MM-DD\"")
    case .unusable(.repeated(let path, let line)):
      either(
        "\(path):\(line): o servidor já está mais acima", "\(path):\(line): the server stands above already")
    case .unusable(.file(let path, let problem)): "\(path): \(problem)"
    case .alreadyKnown(let known):
      either(
        "\(known.address) acaba de ficar conhecido por outra chave: \(known.pin)",
        "\(known.address) has just become known by another key: \(known.pin)")
    }
  }

  /// A key in the form that programs take and in the one that people read to each other, a line each.
  package func both(_ pin: PublicKeyPin) -> [String] {
    ["  \(pin)", "  " + aloud(pin)]
  }

  /// A key as it is read aloud.
  package func aloud(_ pin: PublicKeyPin) -> String {
    either("em voz alta: \(SpokenPin(pin))", "read aloud: \(SpokenPin(pin))")
  }
}
