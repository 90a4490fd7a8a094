import Journal
import TLS
import Wire

/// The key that is to follow the server's present one.
extension JournalThread {
  /// Whoever is here in the numbered dialect is told of it at once, everybody else on entering. That there is
  /// none any more shows in the welcomes to come; plain clients know no keys. Other nodes, if any, are told
  /// of both.
  func announce(_ pin: PublicKeyPin, next: PublicKeyPin?) {
    if let node = leases?.node {
      leases?.announce(Node(address: node.address, pin, next: next, lease: node.lease))
      tellNodes()
    }
    guard next != welcome.nextPin else { return }
    welcome.nextPin = next
    guard next != nil else { return }
    for attachment in current.values where attachment.dialect == .numbered {
      fanOut.tell(attachment) { _, bytes in welcome.appendNextKey(to: &bytes) }
    }
  }
}
