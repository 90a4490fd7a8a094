import Reactor
import Testing

@Suite("SocketAddress")
struct SocketAddressTests {
  @Test(
    "an address is written as it is read",
    arguments: ["127.0.0.1:7443", "0.0.0.0:0", "[::1]:7443", "[::]:65535", "[fe80::1%1]:80"])
  func roundTrip(text: String) throws {
    #expect(try #require(SocketAddress(parsing: text)).description == text)
  }

  @Test(
    "what is no address with a port is none",
    arguments: [
      "", ":", ":80", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:99999", "127.0.0.1:+80",
      "127.0.0.1:-1", "127.0.0.1:80 ", "127.0.0.1: 80", "127.0.0.1:000080", "127.0.0.1:٨٠", "localhost:80",
      "*:80",
      "::1:80", "::1", "[::1]", "[::1]80", "[::1]:", "[::1", "::1]:80", "[127.0.0.1]:80", "[]:80",
      "[[::1]]:80",
      "x[::1]:80", "127.0.0.1\0:80", "127.0.0.1:80\0",
    ])
  func malformed(text: String) {
    #expect(SocketAddress(parsing: text) == nil)
  }

  @Test("a mapped address is IPv4")
  func mapped() throws {
    let address = try #require(SocketAddress(parsing: "[::ffff:127.0.0.1]:7443"))
    #expect(address == .loopback(port: 7443))
    #expect(address.description == "127.0.0.1:7443")
  }

  @Test("the address for any and the one for loopback")
  func wellKnown() {
    #expect(SocketAddress.anyIPv4(port: 1) == SocketAddress(parsing: "0.0.0.0:1"))
    #expect(SocketAddress.anyIPv6(port: 2) == SocketAddress(parsing: "[::]:2"))
    #expect(SocketAddress.loopback(port: 3) == SocketAddress(parsing: "127.0.0.1:3"))
  }

  @Test("the same address with another port is another")
  func port() {
    #expect(SocketAddress.loopback(port: 1) != .loopback(port: 2))
    #expect(SocketAddress.loopback(port: 1).ipAddress == SocketAddress.loopback(port: 2).ipAddress)
  }
}
