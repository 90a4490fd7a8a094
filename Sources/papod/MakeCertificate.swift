import ArgumentParser
import Reactor
import TLS

/// `papod certificate`
struct MakeCertificate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Make or renew the server's certificate, or change its key, and print the pin.",
    discussion: """
      The certificate is self-signed, for localhost, this machine's name and all its addresses. A key that \
      is there stays, and the pin with it, so that nobody who knows the server is asked again.

      To change the key without anybody being turned away: --next makes the next one, which papod announces \
      from its start or the next SIGHUP on; \(CertificateFiles.announcedDays) days later --rotate makes it \
      today's, for papod from the next SIGHUP on.
      """)

  @Option(help: "The folder for \(CertificateFiles.certificateName) and \(CertificateFiles.keyName).")
  var directory = "certs"

  @Option(name: .customLong("host"), help: "One more name or address of this server, may be repeated.")
  var hosts: [String] = []

  // Renewing costs nobody anything, and scanners ask for no more than 90 (Mozilla's "modern" configuration).
  @Option(help: "How many days it holds.")
  var days = 90

  @Flag(help: "Renew the certificate of the key that is there, and make none where there is none.")
  var renew = false

  @Flag(
    help: """
      Make the key after today's, \(CertificateFiles.nextKeyName) and \(CertificateFiles.nextCertificateName).
      """)
  var next = false

  @Flag(help: "Make the next key today's; the old one is deleted.")
  var rotate = false

  @Flag(
    help: """
      With --next: make another one in place of the one that is there. With --rotate: also before \
      \(CertificateFiles.announcedDays) days have passed since --next.
      """)
  var force = false

  func validate() throws {
    guard (1...3650).contains(days) else { throw ValidationError("--days takes 1 to 3650") }
    guard [renew, next, rotate].count(where: { $0 }) <= 1 else {
      throw ValidationError("--renew, --next and --rotate are three things, of which one can be done")
    }
    guard !force || next || rotate else { throw ValidationError("--force goes with --next or --rotate") }
  }

  func run() throws {
    do throws(KeyChangeError) {
      if next {
        let certificate = try CertificateFiles.makeNext(
          directory: directory, hostNames: names, ipAddresses: addresses, days: days, replacing: force)
        return report("next", certificate.pin, Self.made(nextPaths))
      }
      let (certificate, deed) = try make()
      report("pin", certificate.pin, deed)
    } catch {
      throw KeyNotChanged(reason: error)
    }
  }

  /// The pin first, for programs.
  private func report(_ word: String, _ pin: PublicKeyPin, _ deed: String) {
    print("\(word) \(pin)")
    print("aloud \(SpokenPin(pin))")
    print(deed)
  }

  /// The certificate, and what was done.
  private func make() throws(KeyChangeError) -> (Certificate, String) {
    if rotate {
      let certificate = try CertificateFiles.rotate(
        directory: directory, hostNames: names, ipAddresses: addresses, days: days,
        now: Clock.wallMilliseconds / 1000, early: force)
      return (certificate, Self.rotated(paths))
    }
    do throws(TLSError) {
      guard renew else {
        let (certificate, isRenewed) = try CertificateFiles.makeOrRenew(
          directory: directory, hostNames: names, ipAddresses: addresses, days: days)
        return (certificate, isRenewed ? Self.renewed(paths) : Self.made(paths))
      }
      let certificate = try CertificateFiles.renew(
        directory: directory, hostNames: names, ipAddresses: addresses, days: days)
      return (certificate, Self.renewed(paths))
    } catch {
      throw .files(error)
    }
  }

  private typealias Paths = (certificate: String, key: String)

  private var paths: Paths {
    ("\(directory)/\(CertificateFiles.certificateName)", "\(directory)/\(CertificateFiles.keyName)")
  }

  private var nextPaths: Paths {
    ("\(directory)/\(CertificateFiles.nextCertificateName)", "\(directory)/\(CertificateFiles.nextKeyName)")
  }

  private static func made(_ paths: Paths) -> String {
    switch Environment.language {
    case .portuguese: "feitos: \(paths.certificate) e \(paths.key)"
    case .english: "made \(paths.certificate) and \(paths.key)"
    }
  }

  private static func renewed(_ paths: Paths) -> String {
    switch Environment.language {
    case .portuguese: "renovado: \(paths.certificate); a chave em \(paths.key) continua a mesma"
    case .english: "renewed \(paths.certificate); the key in \(paths.key) is the same"
    }
  }

  private static func rotated(_ paths: Paths) -> String {
    switch Environment.language {
    case .portuguese: "a próxima chave é agora a de hoje: \(paths.certificate) e \(paths.key)"
    case .english: "the next key is today's now: \(paths.certificate) and \(paths.key)"
    }
  }

  private var names: [String] { hosts.filter { IPAddress(parsing: $0) == nil } }

  private var addresses: [String] {
    let machine = IPAddress.ofThisMachine().filter { !$0.isLinkLocal }.map(\.description)
    return machine + hosts.filter { IPAddress(parsing: $0) != nil }
  }
}
