import ArgumentParser
import Journal
import Reactor

/// `--announce`: where clients reach a server.
struct AnnouncedAddress: ExpressibleByArgument {
  /// HOST:PORT or [IPV6]:PORT.
  let text: String

  init?(argument: String) {
    guard argument.utf8.count <= Node.maximumAddressBytes, let colon = argument.lastIndex(of: ":") else {
      return nil
    }
    let (host, digits) = (argument[..<colon], argument[argument.index(after: colon)...])
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits), port > 0 else {
      return nil
    }
    if host.hasPrefix("[") {
      // A zone of this machine's says nothing to others.
      guard !host.contains("%"), let address = SocketAddress(parsing: argument) else { return nil }
      text = "\(address)"
    } else {
      guard !host.isEmpty, host.utf8.allSatisfy(Self.isOfName) else { return nil }
      text = "\(host):\(port)"
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
