import ChatClient
import Glibc
import Reactor
import TLS
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
    } catch let end as ClientEnd {
      StandardError.write((wording.end(end, at: arguments.server) ?? "") + "\n")
      return end.exitCode
    } catch {
      StandardError.write((wording.end(.failed("\(error)"), at: arguments.server) ?? "") + "\n")
      return ClientEnd.failed("").exitCode
    }
  }

  private func chat() throws -> Int32 {
    ProcessLimits.ignoreBrokenPipe()
    // Before any thread: those inherit what is blocked here.
    let signals = try SignalSource([SIGINT, SIGTERM, SIGHUP])
    let isTerminal = isatty(STDIN_FILENO) == 1
    let trust = try trust(isTerminal: isTerminal)
    let name = try name(isTerminal: isTerminal)
    let settings = LinkSettings(
      address: arguments.server, pins: trust.pins, name: name, asksAgain: isTerminal)
    let dialogue = Dialogue(
      isTerminal ? .terminal : .pipe, trust: trust, wording: wording, hasName: name != nil)
    var face = try PlainFace(dialogue, signals, settings)
    return face.run()
  }

  private func trust(isTerminal: Bool) throws -> Trust {
    let pins = arguments.pinLists.flatMap(\.self)
    if !pins.isEmpty { return Trust(arguments.server, pins: pins) }
    return try Trust(
      arguments.server, known: KnownServers.standard(lookup),
      firstContact: arguments.trustFirst ? .keep : isTerminal ? .ask : .refuse)
  }

  private func name(isTerminal: Bool) throws -> Name? {
    guard let given = arguments.name else { return nil }
    if let name = try? Name(Dialogue.trimmed(given)) { return name }
    let words = wording.nameRefused(given, Refusal.nameMalformed.rawValue, "")
    StandardError.write(Sanitizer.displaySafe(words) + "\n")
    if isTerminal { return nil }
    throw ClientEnd.nameRefused
  }
}
