import ArgumentParser
import Glibc
import Invitation
import Reactor
import TLS
import Wire

/// `papod pin`
struct ShowPin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Print the pin of a certificate: what clients know the server by.",
    discussion: """
      In a pipe the pin is all there is, and with --host the link in a second line. A terminal also gets the \
      pin to be read aloud (its first \(SpokenPin.bitCount) bits, for comparing) and the link as a QR code, \
      where that fits.
      """)

  @Argument(help: "The certificate, in PEM.")
  var file = "certs/\(CertificateFiles.certificateName)"

  @Option(
    help: ArgumentHelp(
      "Where others reach the server, HOST, HOST:PORT or [IPV6]:PORT: prints the link to join with.",
      valueName: "HOST"))
  var host: String?

  func validate() throws {
    guard let host else { return }
    // What the link would not give back as it was is no host.
    let link = ServerLink(address: host, pins: [])
    guard (try? ServerLink(parsing: "papo://\(host)/")) == link else {
      throw ValidationError("--host takes HOST, HOST:PORT or [IPV6]:PORT")
    }
  }

  func run() throws {
    let keys = try pins()
    let link = host.map { ServerLink(address: $0, pins: keys) }
    let isTerminal = isatty(STDOUT_FILENO) == 1
    print(keys[0])
    if isTerminal { print(Self.aloud(keys[0])) }
    if let link { print(link) }
    if isTerminal, let link { Self.draw(link) }
  }

  /// The certificate's, and that of the next one beside it.
  private func pins() throws -> [PublicKeyPin] {
    let pin = try Certificate(file: file).pin
    let next = try? Certificate(file: CertificateFiles.nextCertificate(beside: file)).pin
    return [pin] + (next.map { $0 == pin ? [] : [$0] } ?? [])
  }

  private static func aloud(_ pin: PublicKeyPin) -> String {
    switch Environment.language {
    case .portuguese: "em voz alta: \(SpokenPin(pin))"
    case .english: "read aloud: \(SpokenPin(pin))"
    }
  }

  /// Draws the link where the terminal has the letters and the room for it, with the prompt below it.
  private static func draw(_ link: ServerLink) {
    guard QRCode.isDrawable(Environment.variable), let code = QRCode("\(link)"),
      let size = TerminalSize(of: STDOUT_FILENO), code.columns <= size.columns, code.rows.count < size.rows
    else { return }
    let hasColor = (Environment.variable("NO_COLOR") ?? "").isEmpty
    // White on black (ECMA-48, 8.3.117), since cameras are not sure to read the opposite.
    for row in code.rows { print(hasColor ? "\u{1B}[97;40m\(row)\u{1B}[0m" : row) }
  }
}
