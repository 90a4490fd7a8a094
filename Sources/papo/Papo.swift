import ArgumentParser
import ChatClient
import Reactor
import TLS
import Wire

import class FoundationEssentials.ProcessInfo

// papo: the client of one person. The main thread owns the terminal (`ScreenFace`), or standard input and
// output (`PlainFace`), the link thread, which `Link` starts, the connection.

@main
struct Papo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "papo",
    abstract: "Join an encrypted chat.",
    discussion: """
      In a terminal it opens a full screen, where F1 shows its keys.

      In a pipe, lines in are lines out: the first line is the name where --name gives none, standard \
      output has what the room says and nothing else, and papo leaves at the end of its input when all of \
      it is acknowledged. Type #help (#ajuda) in the room for its commands, #quit (#sair) to leave.

      A server that was never met is shown by the fingerprint of its key, and asked about; on yes it is \
      kept in $XDG_STATE_HOME/papo/known_servers.

      Where several servers have one room, name as many as you like: papo joins the first that answers, \
      learns of the others from it, and moves on when one is gone. A key that --pin gives may be that of \
      any of them.

      The first start makes a key of your own, $XDG_DATA_HOME/papo/identity.pem, by which a server knows \
      which names are yours. Keep a copy: nobody can make it again. It is made for you alone and says \
      nothing of you.

      Exit codes: 0 left, 64 usage, 68 host not found, 69 not reachable, 70 internal error, 76 the server \
      does not speak our protocol, 77 name refused or not let in, 78 the server's key does not match or is \
      not trusted, or your own cannot be used.
      """)

  @Argument(
    help: ArgumentHelp(
      """
      The server, or several of one room: HOST, HOST:PORT, [IPV6]:PORT, or a link, \
      papo://HOST:PORT[,HOST:PORT…]/?pin=sha256//…. By default localhost.
      """,
      valueName: "server"),
    transform: Destination.init(argument:))
  var destinations: [Destination] = []

  @Option(help: "The name to enter under.")
  var name: String?

  @Option(
    name: .customLong("pin"),
    help: ArgumentHelp(
      """
      A key that the server may have, whatever is known of it; several with ';' or more --pin. The groups \
      that are read aloud are for comparing, and no pin.
      """,
      valueName: "sha256//…"),
    transform: Self.pins)
  var pinLists: [[PublicKeyPin]] = []

  @Flag(help: "Plain lines also in a terminal.")
  var plain = false

  @Flag(help: "No bell on the screen when somebody names you or writes to you alone.")
  var quiet = false

  @Flag(help: "Trust a server that was never met, without asking.")
  var trustFirst = false

  @Flag(
    help: ArgumentHelp(
      "Write privately, without asking, also to whoever bears a known name without its key.",
      discussion: "Without it the person is asked, and in a pipe such a message is not sent."))
  var trustPeople = false

  @Flag(help: "Forget what is known of the server, or of each of several, and do nothing else.")
  var forget = false

  @Flag(help: "Enter without a key of your own, under a name that is nobody's.")
  var guest = false

  @Flag(help: "Print the pin of your own key, which others may be told, and do nothing else.")
  var showKey = false

  @Option(help: "pt or en; by default that of LC_ALL, LC_MESSAGES or LANG.")
  var language: Language?

  /// Where to; at least one.
  var places: [Destination] { destinations.isEmpty ? [.local] : destinations }

  /// The addresses of all.
  var servers: [Address] { places.flatMap(\.addresses) }

  mutating func run() throws {
    let environment = ProcessInfo.processInfo.environment
    let wording = Wording(language ?? .fromEnvironment { environment[$0] })
    if showKey { return try printKey(wording) { environment[$0] } }
    guard forget else {
      let code = Session(self, wording) { environment[$0] }.run()
      throw ExitCode(code)
    }
    try forgetServers(wording) { environment[$0] }
  }

  func validate() throws {
    guard [guest, showKey, forget].filter(\.self).count < 2 else {
      throw ValidationError("Only one of --guest, --show-key and --forget makes sense.")
    }
    guard servers.count <= Nodes.maximumGiven else {
      throw ValidationError("These are \(servers.count) servers; at most \(Nodes.maximumGiven) can be named.")
    }
    var named: Set<Address> = []
    if let twice = servers.first(where: { !named.insert($0).inserted }) {
      throw ValidationError("This server is named twice: \(Sanitizer.displaySafe("\(twice)")).")
    }
  }

  private func printKey(_ wording: Wording, _ lookup: (String) -> String?) throws {
    do throws(IdentityError) {
      print(try Identity.standard(lookup).loadOrMake().certificate.pin)
    } catch {
      StandardError.write(Sanitizer.displaySafe(wording.identity(error)) + "\n")
      throw ExitCode(ClientEnd.untrusted.exitCode)
    }
  }

  private func forgetServers(_ wording: Wording, _ lookup: (String) -> String?) throws {
    do throws(KnownServersError) {
      let known = try KnownServers.standard(lookup)
      for server in servers {
        StandardError.write(wording.forgotten(server, try known.forget(server)) + "\n")
      }
    } catch {
      StandardError.write(wording.knownServers(error) + "\n")
      throw ExitCode(ClientEnd.untrusted.exitCode)
    }
  }

  private static func pins(_ text: String) throws -> [PublicKeyPin] {
    guard SpokenPin(parsing: text) == nil else {
      throw ValidationError(
        "\(text) is how a pin is read aloud, a part of it for comparing; --pin takes all of it, sha256//….")
    }
    guard let pins = PublicKeyPin.parseList(text) else {
      throw ValidationError("This is no pin: \(text). A pin looks like sha256//… and ends in =.")
    }
    return pins
  }
}

extension Language: ExpressibleByArgument {}
