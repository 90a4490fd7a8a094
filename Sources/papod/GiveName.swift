import ArgumentParser
import ChatServer
import TLS
import Wire

/// `papod names give`
struct GiveName: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "give", abstract: "Let a name belong to one key, whomever it belonged to before.")

  @OptionGroup var options: NamesOptions

  @Argument(help: "The name.")
  var name: Name

  @Argument(help: "The pin of the key, as papo --show-key prints it.")
  var pin: PublicKeyPin

  func run() throws {
    try options.read { book in
      do throws(NameBookError) {
        try book.give(name, to: pin)
      } catch {
        throw NameUnchanged(name: name, cause: error)
      }
    }
    switch Environment.language {
    case .portuguese: print("o nome \(name) pertence agora a \(pin), e a nenhuma outra chave")
    case .english: print("the name \(name) belongs to \(pin) now, and to no other key")
    }
  }
}
