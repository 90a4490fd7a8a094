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
    var book = try options.open()
    do throws(NameBookError) {
      try book.free(name)
    } catch {
      throw NameUnchanged(name: name, cause: error)
    }
  }
}
