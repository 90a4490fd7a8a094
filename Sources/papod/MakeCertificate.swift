import ArgumentParser
import Reactor
import TLS

/// `papod certificate`
struct MakeCertificate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "certificate",
    abstract: "Make or renew the server's certificate, and print its pin.",
    discussion: """
      The certificate is self-signed, for localhost, this machine's name and all its addresses. A key that \
      is there stays, and the pin with it, so that nobody who knows the server is asked again.
      """)

  @Option(help: "The folder for \(CertificateFiles.certificateName) and \(CertificateFiles.keyName).")
  var directory = "certs"

  @Option(name: .customLong("host"), help: "One more name or address of this server, may be repeated.")
  var hosts: [String] = []

  // Renewing costs nobody anything, and scanners ask for no more than 90 (Mozilla's "modern" configuration).
  @Option(help: "How many days it holds.")
  var days = 90

  func validate() throws {
    guard (1...3650).contains(days) else { throw ValidationError("--days takes 1 to 3650") }
  }

  func run() throws {
    let machine = IPAddress.ofThisMachine().filter { !$0.isLinkLocal }.map(\.description)
    let (certificate, _) = try CertificateFiles.makeOrRenew(
      directory: directory, hostNames: hosts.filter { IPAddress(parsing: $0) == nil },
      ipAddresses: machine + hosts.filter { IPAddress(parsing: $0) != nil }, days: days)
    print("pin \(certificate.pin)")
  }
}
