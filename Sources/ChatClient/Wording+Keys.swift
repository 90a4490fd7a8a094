import TLS
import Wire

// The words about names that belong to keys, and about what those do who run the room.
extension Wording {
  /// Behind a name that belongs to a key. No name has it in it.
  package static let keyMark = "✦"

  /// The keys of the name that we bear.
  package func ownKeys(_ pins: [PublicKeyPin]) -> String {
    guard !pins.isEmpty else {
      return either("o seu nome não pertence a nenhuma chave", "your name belongs to no key")
    }
    return either("chaves do seu nome: ", "keys of your name: ")
      + pins.map(\.description).joined(separator: ", ")
  }

  /// The keys of any name.
  package func keys(of name: String, _ pins: [PublicKeyPin]) -> String {
    guard !pins.isEmpty else {
      return either("o nome \(name) não pertence a nenhuma chave", "the name \(name) belongs to no key")
    }
    return either("chaves do nome \(name): ", "keys of the name \(name): ")
      + pins.map(\.description).joined(separator: ", ")
  }

  /// Before private messages that waited.
  package func kept(_ count: Int) -> String {
    count == 1
      ? either("uma mensagem privada esperava por você:", "one private message waited for you:")
      : either("\(count) mensagens privadas esperavam por você:", "\(count) private messages waited for you:")
  }

  /// What somebody who runs the room did.
  package func announcement(_ announcement: Announcement) -> String {
    switch announcement {
    case .kicked(let name, let by, let minutes):
      either("\(by) expulsou \(name)", "\(by) sent \(name) away") + span(minutes)
    case .banned(let what, let by): either("\(by) baniu \(what)", "\(by) banned \(what)")
    case .pardoned(let what, let by): either("\(by) perdoou \(what)", "\(by) pardoned \(what)")
    }
  }

  private func span(_ minutes: UInt64) -> String {
    switch minutes {
    case 0: ""
    case 1: either(" por um minuto", " for a minute")
    default: either(" por \(minutes) minutos", " for \(minutes) minutes")
    }
  }
}
