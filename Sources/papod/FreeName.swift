import ArgumentParser
import ChatServer
import Wire

/// `papod names free`
struct FreeName: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "free", abstract: "Let whoever asks next have a name.")

  @OptionGroup var options: NamesOptions

  @Argument(help: "The name.")
  var name: Name

  func run() throws {
    try options.read { book in
      do throws(NameBookError) {
        try book.free(name)
      } catch {
        throw NameUnchanged(name: name, cause: error)
      }
    }
    switch Environment.language {
    case .portuguese: print("o nome \(name) é de quem o pedir primeiro")
    case .english: print("the name \(name) is for whoever asks next")
    }
  }
}
