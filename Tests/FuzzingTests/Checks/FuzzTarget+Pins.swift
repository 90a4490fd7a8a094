import ChatClient
import Reactor
import TLS
import Wire

extension FuzzTarget {
  /// What a person gives on the command line: pins, a server, an address. Whatever is read has one spelling.
  static let pins = FuzzTarget("pins") { bytes in
    let text = String(decoding: bytes, as: UTF8.self)
    if let pins = PublicKeyPin.parseList(text) {
      try hold(pins.allSatisfy { $0.bytes.count == PublicKeyPin.byteCount }, "a pin of another length")
      try hold(pins.map(\.description).joined(separator: ";") == text, "a pin with two spellings")
    }
    for variant in [Base64.Variant.standard, .url] {
      guard let decoded = Base64.decode(text, variant) else { continue }
      try hold(Base64.encode(decoded, variant) == text, "base64 with two spellings")
    }
    if let token = Base64URL.decode(bytes[...]) {
      try hold(Base64URL.encode(token) == bytes, "a token with two spellings")
      try hold(Base64.decode(text, .url) == token, "base64 that two of us read differently")
    }
    if let address = Address(parsing: text) {
      let length = address.host.utf8.count
      try hold(1...Address.maximumHostBytes ~= length, "a host of \(length) bytes")
      try hold(address.port > 0, "port 0")
      try hold(!Obeyed.isIn(address.description), "a host that a terminal obeys")
      try hold(Address(parsing: address.description) == address, "\(address) is read as another")
    }
    if let address = SocketAddress(parsing: text) {
      try hold(SocketAddress(parsing: address.description) == address, "\(address) is read as another")
    }
  }
}
