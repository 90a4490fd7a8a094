import Reactor
import Testing

@testable import ChatServer

@Suite("Blocks of addresses")
struct AddressBlocksTests {
  private func block(_ text: String, own: String...) throws -> String {
    let blocks = AddressBlocks(own: try own.map { try #require(IPAddress(parsing: $0)) })
    return blocks.block(of: try #require(IPAddress(parsing: text))).description
  }

  @Test("are single addresses for IPv4, loopback and what holds on one link only")
  func single() throws {
    for address in ["192.0.2.7", "127.0.0.1", "fe80::7%1"] { #expect(try block(address) == address) }
    #expect(try block("::1", own: "::1") == "::1")
  }

  @Test("are networks of 64 bits for IPv6 from elsewhere")
  func network() throws {
    #expect(try block("2001:db8:0:1::7", own: "2001:db8:0:2::7", "192.0.2.7") == "2001:db8:0:1::")
    #expect(try block("2001:db8:0:1:ffff::", own: "::1") == "2001:db8:0:1::")
  }

  @Test("are single addresses in a network of our own")
  func neighbours() throws {
    #expect(try block("2001:db8:0:1::7", own: "::1", "2001:db8:0:1:a::1") == "2001:db8:0:1::7")
  }
}
