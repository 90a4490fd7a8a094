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
        return print("next \(certificate.pin)")
      }
      print("pin \(try make().pin)")
    } catch {
      throw KeyNotChanged(reason: error)
    }
  }

  private func make() throws(KeyChangeError) -> Certificate {
    if rotate {
      return try CertificateFiles.rotate(
        directory: directory, hostNames: names, ipAddresses: addresses, days: days,
        now: Clock.wallMilliseconds / 1000, early: force)
    }
    do throws(TLSError) {
      guard renew else {
        return try CertificateFiles.makeOrRenew(
          directory: directory, hostNames: names, ipAddresses: addresses, days: days
        ).certificate
      }
      return try CertificateFiles.renew(
        directory: directory, hostNames: names, ipAddresses: addresses, days: days)
    } catch {
      throw .files(error)
    }
  }

  private var names: [String] { hosts.filter { IPAddress(parsing: $0) == nil } }

  private var addresses: [String] {
    let machine = IPAddress.ofThisMachine().filter { !$0.isLinkLocal }.map(\.description)
    return machine + hosts.filter { IPAddress(parsing: $0) != nil }
  }
}
