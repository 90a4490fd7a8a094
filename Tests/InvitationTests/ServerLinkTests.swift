import Invitation
import TLS
import Testing

@Suite("A link to a server")
struct ServerLinkTests {
  // SHA-256 of "abc", with a plus and a slash in it, and of nothing.
  private static let first = "sha256//ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
  private static let second = "sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

  @Test(
    "says where the server is and which keys it may have",
    arguments: [
      ("papo://chat.example:7444/?pin=\(first)", "chat.example:7444", [first]),
      ("PAPO://chat.example?pin=\(first)", "chat.example", [first]),
      ("papo://[2001:db8::7]:7443/?pin=\(first)", "[2001:db8::7]:7443", [first]),
      ("papo://192.0.2.7/?pin=\(first);\(second)", "192.0.2.7", [first, second]),
      ("papo://192.0.2.7/?pin=\(first)%3B\(second)", "192.0.2.7", [first, second]),
      ("papo://192.0.2.7/?pin=\(first)&pin=\(second)", "192.0.2.7", [first, second]),
      ("papo://h/?%70in=sha256%2f%2FungWv48Bz%2BpBQUDeXa4iI7ADYaOWF3qctBD%2FYfIAFa0%3D", "h", [first]),
      ("papo://jo%C3%A3o.local:7443/", "joão.local:7443", []),
      ("papo://h", "h", []), ("papo://h/?", "h", []), ("papo://h?", "h", []),
    ] as [(String, String, [String])])
  func parsed(text: String, address: String, pins: [String]) throws {
    let link = try ServerLink(parsing: text)
    #expect(link.addresses == [address])
    #expect(link.pins.map(\.description) == pins)
    #expect(try ServerLink(parsing: link.description) == link)
  }

  @Test("names several servers of one room, with commas between, each of which may have any of the keys")
  func several() throws {
    let link = try ServerLink(
      parsing: "papo://chat.example:1,[2001:db8::7]:7443,192.0.2.7/?pin=\(Self.first)")
    #expect(link.addresses == ["chat.example:1", "[2001:db8::7]:7443", "192.0.2.7"])
    #expect(link.pins.map(\.description) == [Self.first])
    #expect(link.description.hasPrefix("papo://chat.example:1,[2001:db8::7]:7443,192.0.2.7/?pin="))
    #expect(try ServerLink(parsing: link.description) == link)
    // A comma of a host's own, which no host has, is none between two.
    #expect(ServerLink(address: "a,b", pins: []).description == "papo://a%2Cb/")
    #expect(try ServerLink(parsing: "papo://a%2Cb/").addresses == ["a,b"])
  }

  @Test("names 16 servers at the most")
  func most() throws {
    let places = (1...17).map { "h:\($0)" }
    let link = try ServerLink(parsing: "papo://\(places.prefix(16).joined(separator: ","))/")
    #expect(link.addresses == Array(places.prefix(16)))
    #expect(throws: ServerLinkError.tooManyAddresses) {
      try ServerLink(parsing: "papo://\(places.joined(separator: ","))/")
    }
  }

  @Test("is written with nothing in it that a shell or the decoder of a form would take for its own")
  func written() throws {
    let pins = try [Self.first, Self.second].map { try #require(PublicKeyPin(parsing: $0)) }
    let link = ServerLink(address: "[::1]:7443", pins: pins)
    #expect(
      link.description
        == "papo://[::1]:7443/?pin=\(Self.first)%3B\(Self.second)".replacing("+", with: "%2B"))
    #expect(ServerLink(address: "joão", pins: []).description == "papo://jo%C3%A3o/")
    #expect(ServerLink(address: "a\u{1}b", pins: []).description == "papo://a%01b/")
  }

  @Test(
    "is refused with what is wrong with it",
    arguments: [
      ("", ServerLinkError.noLink), ("chat.example", .noLink), ("papo:/chat.example", .noLink),
      ("http://chat.example/", .noLink), (" papo://h", .noLink),
      ("papo://", .noHost), ("papo:///", .noHost), ("papo://:7443/", .noHost), ("papo://?pin=x", .noHost),
      ("papo://,h/", .noHost), ("papo://h,/", .noHost), ("papo://h,,i/", .noHost), ("papo://h,:1/", .noHost),
      ("papo://h,2001:db8::7/", .noBrackets), ("papo://h,ana@i/", .userInformation),
      ("papo://2001:db8::7/", .noBrackets), ("papo://2001:db8::7:7443/?pin=\(first)", .noBrackets),
      ("papo://ana@h/", .userInformation), ("papo://ana:secret@h/", .userInformation),
      ("papo://h/room", .path), ("papo://h//", .path), ("papo://h/room?pin=\(first)", .path),
      ("papo://h/#x", .fragment), ("papo://h/?pin=\(first)#x", .fragment), ("papo://h#", .fragment),
      ("papo://h%2/", .malformedEscape), ("papo://h%", .malformedEscape), ("papo://h%+1", .malformedEscape),
      ("papo://h%FF/", .malformedEscape), ("papo://h/?pin=%zz", .malformedEscape),
      ("papo://h/?pins=\(first)", .unknownParameter("pins")), ("papo://h/?x", .unknownParameter("x")),
      ("papo://h/?Pin=\(first)", .unknownParameter("Pin")),
      ("papo://h/?pin", .noPin("")), ("papo://h/?pin=", .noPin("")),
      ("papo://h/?pin=sha256//AAAA", .noPin("sha256//AAAA")),
      ("papo://h/?pin=\(first);", .noPin("\(first);")),
      ("papo://h/?pin=\(first) ", .noPin("\(first) ")),
    ] as [(String, ServerLinkError)])
  func malformed(text: String, error: ServerLinkError) {
    #expect(throws: error) { try ServerLink(parsing: text) }
    #expect(!error.description.isEmpty)
  }

  @Test("is told from a bare address by how it begins")
  func isLink() {
    #expect(ServerLink.isLink("papo://") && ServerLink.isLink("PaPo://x"))
    #expect(!ServerLink.isLink("papo") && !ServerLink.isLink("papo:7443") && !ServerLink.isLink(""))
  }
}
