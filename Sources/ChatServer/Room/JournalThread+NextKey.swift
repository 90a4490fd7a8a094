import TLS
import Wire

/// The key that is to follow the server's present one.
extension JournalThread {
  /// Whoever is here in the numbered dialect is told of it at once, everybody else on entering. That there is
  /// none any more shows in the welcomes to come; plain clients know no keys.
  func announce(_ pin: PublicKeyPin?) {
    guard pin != welcome.nextPin else { return }
    welcome.nextPin = pin
    guard pin != nil else { return }
    for attachment in current.values where attachment.dialect == .numbered {
      fanOut.tell(attachment) { _, bytes in welcome.appendNextKey(to: &bytes) }
    }
  }
}
