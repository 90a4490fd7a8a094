import ChatClient
import Glibc
import Reactor
import TLS
import Terminal
import Wire

/// One run of papo: what the arguments ask for, put together.
struct Session {
  private let arguments: Papo
  private let wording: Wording
  private let lookup: (String) -> String?

  init(_ arguments: Papo, _ wording: Wording, _ lookup: @escaping (String) -> String?) {
    self.arguments = arguments
    self.wording = wording
    self.lookup = lookup
  }

  /// Chats, and answers the exit code.
  func run() -> Int32 {
    do {
      return try chat()
    } catch let error as KnownServersError {
      StandardError.write(Sanitizer.displaySafe(wording.knownServers(error)) + "\n")
      return ClientEnd.untrusted.exitCode
    } catch let error as RecordFileError {
      StandardError.write(Sanitizer.displaySafe(wording.knownPeople(error)) + "\n")
      return ClientEnd.untrusted.exitCode
    } catch let error as IdentityError {
      StandardError.write(Sanitizer.displaySafe(wording.identity(error)) + "\n")
      return ClientEnd.untrusted.exitCode
    } catch let end as ClientEnd {
      StandardError.write((wording.end(end, at: arguments.servers[0]) ?? "") + "\n")
      return end.exitCode
    } catch {
      StandardError.write((wording.end(.failed("\(error)"), at: arguments.servers[0]) ?? "") + "\n")
      return ClientEnd.failed("").exitCode
    }
  }

  private func chat() throws -> Int32 {
    ProcessLimits.ignoreBrokenPipe()
    let isTerminal = isatty(STDIN_FILENO) == 1
    let nodes = try nodes(isTerminal: isTerminal)
    let friends = try friends(isTerminal: isTerminal)
    let identity = arguments.guest ? nil : try Identity.standard(lookup).loadOrMake()
    if isTerminal, isatty(STDOUT_FILENO) == 1, !arguments.plain {
      do {
        let terminal = try Screen(Screen.Settings(usesColor: (lookup("NO_COLOR") ?? "").isEmpty))
        return try chat(on: terminal, nodes, friends, identity)
      } catch is ScreenError {
        // A terminal that cannot do it (TERM=dumb, for one) has plain lines.
      }
    }
    // Before any thread: those inherit what is blocked here.
    let signals = try SignalSource([SIGINT, SIGTERM, SIGHUP])
    let name = givenName()
    if name == nil, let given = arguments.name {
      let words = wording.nameRefused(given, Refusal.nameMalformed.rawValue, "")
      StandardError.write(Sanitizer.displaySafe(words) + "\n")
      guard isTerminal else { throw ClientEnd.nameRefused }
    }
    let dialogue = Dialogue(
      isTerminal ? .terminal : .pipe, nodes: nodes, wording: wording, hasName: name != nil,
      friends: friends)
    let settings = settings(nodes, identity, name, asksAgain: isTerminal)
    var face = try PlainFace(dialogue, signals, settings)
    return face.run()
  }

  private func chat(
    on terminal: consuming Screen, _ nodes: Nodes, _ friends: Friends, _ identity: Credentials?
  ) throws -> Int32 {
    let signals = try SignalSource(ScreenFace.signals)
    let name = givenName()
    var dialogue = Dialogue(
      .screen, nodes: nodes, wording: wording, hasName: name != nil, friends: friends)
    dialogue.tick(at: Clock.monotonicMilliseconds, wall: Clock.wallMilliseconds)
    if name == nil, let given = arguments.name {
      dialogue.take(.nameRefused(name: given, code: Refusal.nameMalformed.rawValue, words: ""))
    }
    var settings = settings(nodes, identity, name, asksAgain: true)
    settings.showsOlder = true
    let face = try ScreenFace(
      dialogue, on: terminal, signals, settings, isQuiet: arguments.quiet)
    return face.run()
  }

  private func settings(
    _ nodes: Nodes, _ identity: Credentials?, _ name: Name?, asksAgain: Bool
  ) -> LinkSettings {
    var settings = LinkSettings(nodes: nodes.links, name: name, asksAgain: asksAgain)
    settings.identity = identity
    return settings
  }

  /// The name of `--name`, nil also where that is no name.
  private func givenName() -> Name? {
    arguments.name.flatMap { try? Name(Dialogue.trimmed($0)) }
  }

  private func nodes(isTerminal: Bool) throws -> Nodes {
    let given = arguments.pinLists.flatMap(\.self)
    return Nodes(
      try arguments.places.flatMap { place in
        try place.addresses.map { address in
          let pins = place.pins + given
          guard pins.isEmpty else { return Trust(address, pins: pins) }
          return try Trust(
            address, known: KnownServers.standard(lookup),
            firstContact: arguments.trustFirst ? .keep : isTerminal ? .ask : .refuse)
        }
      })
  }

  private func friends(isTerminal: Bool) throws -> Friends {
    var friends = try Friends(
      at: arguments.servers[0], in: KnownPeople.standard(lookup),
      policy: arguments.trustPeople ? .keep : isTerminal ? .ask : .refuse)
    friends.learn(at: Array(arguments.servers.dropFirst()))
    return friends
  }
}
