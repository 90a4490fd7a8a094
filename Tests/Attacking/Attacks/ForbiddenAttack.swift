import CHostileTLS
import Glibc
import Reactor
import TLS
import TestSupport

/// What papo's TLS does not have.
struct ForbiddenAttack: Attack {
  let name = "forbidden"
  let deed = "TLS 1.2 and renegotiation, early data, foreign ALPN, oversized certificates"

  func run(_ report: inout AttackReport) throws {
    let target = try Target()
    let port = target.address.port
    let before = try target.descriptors()
    let tls12 = hostile_handshake(port, 0x0303, nil)
    report.check("TLS 1.2, and with it all renegotiation: the alert", Int(tls12), is: 70)
    let second = hostile_second_hello(port)
    report.check("a second ClientHello in the session: the alert", "\(second)", goal: "any", second > 0)
    let foreign = unsafe hostile_handshake(port, 0x0304, "http/1.1")
    report.check("ALPN http/1.1: the alert", Int(foreign), is: 120)
    report.check("tickets given out, for early data", Int(hostile_tickets(port)), is: 0)
    let early = unsafe hostile_early_data(port, "intruder\n")
    report.check(
      "early data with a forged session", early == 1 ? "rejected" : "\(early)", goal: "rejected", early == 1)
    report.check("names that it brought into the room", try target.log.count("entered"), is: 0)
    let largest = try enters(16_384, target)
    report.check("a certificate message of 16 KiB", largest, goal: "let in", largest == "let in")
    let larger = try enters(16_385, target)
    report.check("a certificate message of a byte more", larger, goal: "an alert", larger.hasPrefix("alert"))
    report.check("descriptors left over", try target.descriptors(returningTo: before) - before, is: 0)
  }

  /// What becomes of a client whose Certificate message has so many bytes: before the certificate itself
  /// there are 1 for the context, 3 for the length of the list and 3 for its own, and 2 for extensions behind
  /// it (RFC 8446, 4.4.2).
  private func enters(_ bytes: Int, _ target: Target) throws -> String {
    let credentials = try HostileCredentials.make(keyType: "ED25519", length: bytes - 9)
    var configuration = target.configuration(isPlain: false)
    configuration.credentials = credentials
    let client = try TestClient(target.address, configuration)
    do {
      // The client's handshake is over before the server has seen the certificate.
      try client.send("1 big")
      let line = try client.nextLine()
      client.close()
      return line?.hasPrefix("+1 ") == true ? "let in" : line ?? "the end"
    } catch let error as TLSError {
      guard case .alert(let number) = error.kind else { throw error }
      return "alert \(number)"
    }
  }
}
