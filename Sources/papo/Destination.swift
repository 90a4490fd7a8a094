import ArgumentParser
import ChatClient
import Invitation
import TLS
import Wire

/// The server that papo is told to join: an address, or a link, which also says its keys.
struct Destination {
  /// The default server.
  static let local = Destination(address: .local, pins: [])

  let address: Address

  /// The keys of a link; none of an address.
  let pins: [PublicKeyPin]

  private init(address: Address, pins: [PublicKeyPin]) {
    self.address = address
    self.pins = pins
  }

  /// Throws what is wrong with the text.
  init(argument text: String) throws {
    guard ServerLink.isLink(text) else {
      guard let address = Address(parsing: text) else { throw ValidationError("This is no server: \(text)") }
      self.init(address: address, pins: [])
      return
    }
    // Links come from others, by mail for instance.
    let shown = Sanitizer.displaySafe(text)
    let link: ServerLink
    do throws(ServerLinkError) {
      link = try ServerLink(parsing: text)
    } catch {
      throw ValidationError("This is no link to a server: \(shown): \(Sanitizer.displaySafe("\(error)")).")
    }
    guard let address = Address(parsing: link.address) else {
      throw ValidationError("This is no link to a server: \(shown): there can be no such host or port.")
    }
    self.init(address: address, pins: link.pins)
  }
}
