import ArgumentParser
import ChatClient
import Invitation
import TLS
import Wire

/// What papo is told to join: an address, or a link, which may have several, and also says their keys.
struct Destination {
  /// The default server.
  static let local = Destination(addresses: [.local], pins: [])

  /// At least one.
  let addresses: [Address]

  /// The keys of a link; none of an address.
  let pins: [PublicKeyPin]

  private init(addresses: [Address], pins: [PublicKeyPin]) {
    self.addresses = addresses
    self.pins = pins
  }

  /// Throws what is wrong with the text.
  init(argument text: String) throws {
    guard ServerLink.isLink(text) else {
      guard let address = Address(parsing: text) else { throw ValidationError("This is no server: \(text)") }
      self.init(addresses: [address], pins: [])
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
    let addresses = link.addresses.compactMap(Address.init(parsing:))
    guard addresses.count == link.addresses.count else {
      throw ValidationError("This is no link to a server: \(shown): there can be no such host or port.")
    }
    self.init(addresses: addresses, pins: link.pins)
  }
}
