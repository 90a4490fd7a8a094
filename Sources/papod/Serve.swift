import ArgumentParser
import ChatServer
import Glibc
import Journal
import Logging
import Reactor
import TLS
import Wire

/// `papod serve`
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve the chat (what papod does by default).")

  /// The port of the protocol (protocol.md).
  static let defaultPort: UInt16 = 7443

  @Option(
    help: "ADDRESS:PORT to listen on, may be repeated; port 0: any. (default: all addresses, port 7443)")
  var listen: [SocketAddress] = []

  @Option(help: "The certificate, in PEM; a \(CertificateFiles.nextCertificateName) beside it is announced.")
  var certificate = "certs/\(CertificateFiles.certificateName)"

  @Option(help: "Its private key, in PEM, closed to everybody else.")
  var key = "certs/\(CertificateFiles.keyName)"

  @OptionGroup(title: "Journal") var journalOptions: JournalOptions

  @OptionGroup var roomOptions: RoomOptions

  @Option(help: "Threads that share the connections. (default: the processors this process may use)")
  var ioThreads: Int?

  @OptionGroup(title: "Limits") var limitOptions: LimitOptions

  @OptionGroup var sandbox: SandboxOptions

  @Option(help: "The language of notices: pt or en. (default: by locale)")
  var language: Language?

  @Option(help: "How much is logged: trace, debug, info, notice, warning, error, critical.")
  var logLevel = Logger.Level.info

  @Flag(
    help: """
      For test suites: key, certificate and journal in memory, 127.0.0.1, any port; ends when standard input \
      ends.
      """)
  var throwaway = false

  func validate() throws {
    if let ioThreads, !(1...255).contains(ioThreads) { throw ValidationError("--io-threads takes 1 to 255") }
  }

  func run() throws {
    ProcessLimits.ignoreBrokenPipe()
    let descriptors = ProcessLimits.raiseOpenFiles()
    // Before any thread is there, so that all inherit the blocked signals and only the descriptor tells of
    // them.
    // What has no files has nothing to read again, and ends at SIGHUP as any program does.
    let signals = try SignalSource(throwaway ? [SIGINT, SIGTERM] : [SIGINT, SIGTERM, SIGHUP])
    var shutdown = try Shutdown(signals, endsWithInput: throwaway)
    let log = makeLog()
    warnOfOldOpenSSL(log)
    if let code = KeyMemory.lock() {
      let error = SystemError(call: "mlock", code: code)
      log.warning("the key's memory is not locked", metadata: ["error": "\(error)"])
    }

    let ioThreads = ioThreads ?? ProcessLimits.availableProcessors
    let places = Int(clamping: descriptors.soft) - ServerConfiguration.ownDescriptors(ioThreads: ioThreads)
    let files = ServedFiles(certificate: certificate, key: key)
    var keys = try throwaway ? ThrowawayCredentials.make() : load(files)
    noteKeys(keys, log)
    let admission = try roomOptions.admission()
    let connects = journalOptions.connects(throwaway: throwaway)
    let read = [certificate, key] + (roomOptions.members.map { [$0] } ?? []) + journalOptions.nats.files
    sandbox.confineFiles(
      journal: try journalOptions.folder(throwaway: throwaway), reading: throwaway ? [] : read,
      connecting: connects, log: log)
    var configuration = ServerConfiguration(
      addresses: addresses(), credentials: keys.credentials, nextPin: keys.nextPin,
      ioThreads: ioThreads, limits: limitOptions.limits(places: max(1, places)),
      admission: admission,
      retention: journalOptions.retention, language: language ?? Environment.language)
    configuration.announced = journalOptions.node.announce?.text
    if let lease = journalOptions.node.lease { configuration.lease = Int64(lease) * 1_000 }
    let server = try Server.start(
      configuration, journal: journalOptions.open(throwaway: throwaway, log), log: log)
    let lines = StartLines.text(for: server, keys)
    sandbox.confineCalls(connecting: connects, log: log)
    StartLines.print(lines)
    try shutdown.wait {
      keys = reload(server, from: files, in: keys, log)
    }
    log.info("stopping")
    server.stop()
    server.join()
    log.info("stopped")
  }

  private func makeLog() -> Logger {
    // Else glibc asks the system for this file at every line of the log, whether it has changed (tzset(3)).
    unsafe setenv("TZ", ":/etc/localtime", 0)
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    var log = Logger(label: "papod")
    log.logLevel = logLevel
    return log
  }

  private func warnOfOldOpenSSL(_ log: Logger) {
    guard TLSContext.isOpenSSLOutdated else { return }
    log.warning(
      "this OpenSSL lets half-open handshakes cost much memory: 3.0.21 or later is wanted",
      metadata: ["version": "\(TLSContext.openSSLVersion)"])
  }

  private func addresses() -> [SocketAddress] {
    if throwaway { return [.loopback(port: 0)] }
    if !listen.isEmpty { return listen }
    let all: [SocketAddress] = [.anyIPv4(port: Self.defaultPort)]
    // A machine without IPv6 has no address of it, not even ::1, and cannot listen on any.
    let hasIPv6 = IPAddress.ofThisMachine().contains { !$0.isIPv4 }
    return hasIPv6 ? all + [.anyIPv6(port: Self.defaultPort)] : all
  }

  private func load(_ files: ServedFiles) throws -> ServedKeys {
    do throws(TLSError) {
      return try files.load()
    } catch {
      guard error.kind == .certificateFile(.missing) || error.kind == .keyFile(.missing) else { throw error }
      throw MissingCertificate(certificate: certificate, key: key)
    }
  }

  /// Reads the files again and answers what is served from now on: on any mistake what was served before.
  private func reload(
    _ server: Server, from files: ServedFiles, in place: ServedKeys, _ log: Logger
  ) -> ServedKeys {
    let keys: ServedKeys
    var reloaded: Logger.Metadata
    do {
      keys = try files.load()
      let admission = try roomOptions.admission()
      try server.reload(keys.credentials, nextPin: keys.nextPin, admission: admission)
      reloaded = ["pin": "\(keys.pin)"]
      reloaded["members"] = admission.members.map { "\($0.count)" }
    } catch {
      log.error("nothing was reloaded, all stays as it was", metadata: ["error": "\(error)"])
      return place
    }
    log.info("reloaded the certificate, its key and the list of members", metadata: reloaded)
    if !place.pins.contains(keys.pin) {
      log.warning("the key was never announced: all who knew the server by another one are turned away by it")
    }
    noteKeys(keys, log)
    return keys
  }

  private func noteKeys(_ keys: ServedKeys, _ log: Logger) {
    if keys.hasExpired {
      log.warning("the certificate has expired; `papod certificate` renews it under the same key")
    }
    if let nextPin = keys.nextPin { log.info("announcing the next key", metadata: ["next": "\(nextPin)"]) }
  }
}
