import TLS
import Wire

/// `papod certificate` did not do what it was asked for.
struct KeyNotChanged: Error, CustomStringConvertible {
  let reason: KeyChangeError

  var description: String {
    switch (reason, Environment.language) {
    case (.noKey, .portuguese): "ainda não há chave a suceder: papod certificate faz a primeira"
    case (.noKey, .english): "there is no key yet for another to follow: papod certificate makes the first"
    case (.alreadyMade, .portuguese):
      "já há uma próxima chave, que o servidor anuncia; --force põe outra no lugar dela"
    case (.alreadyMade, .english):
      "there is a next key already, which the server announces; --force puts another in its place"
    case (.notMade, .portuguese): "não há próxima chave: papod certificate --next faz uma"
    case (.notMade, .english): "there is no next key: papod certificate --next makes one"
    case (.tooEarly(let days), .portuguese):
      """
      é cedo: \(days == 1 ? "falta 1 dia" : "faltam \(days) dias") para que os clientes tenham tido \
      \(CertificateFiles.announcedDays) para saber da próxima chave; com --force, quem não souber dela será \
      barrado
      """
    case (.tooEarly(let days), .english):
      """
      too early: clients are to have \(CertificateFiles.announcedDays) days to learn of the next key, and \
      \(days) of them \(days == 1 ? "is" : "are") still to come; with --force, whoever has not learnt of it \
      is turned away
      """
    case (.files(let error), _): "\(error)"
    }
  }
}
