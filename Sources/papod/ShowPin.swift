import ArgumentParser
import TLS

/// `papod pin`
struct ShowPin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Print the pin of a certificate: what clients know the server by.")

  @Argument(help: "The certificate, in PEM.")
  var file: String

  func run() throws {
    print(try Certificate(file: file).pin)
  }
}
