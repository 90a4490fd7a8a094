import Glibc
import Reactor
import Testing

@Suite("Resolver")
struct ResolverTests {
  @Test("a numeric address is itself")
  func numeric() throws {
    #expect(try Resolver.addresses(host: "127.0.0.1", port: 7443) == [.loopback(port: 7443)])
    #expect(try Resolver.addresses(host: "::1", port: 1) == [try #require(SocketAddress(parsing: "[::1]:1"))])
  }

  @Test("localhost is loopback, no address twice")
  func localhost() throws {
    let addresses = try Resolver.addresses(host: "localhost", port: 80)
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0.ipAddress.isLoopback && $0.port == 80 })
    #expect(Set(addresses).count == addresses.count)
  }

  // None of these is ever asked of a name server: a label has at most 63 bytes (RFC 1035, 2.3.4).
  @Test(
    "a name that cannot be has no addresses",
    arguments: ["", String(repeating: "a", count: 64) + ".invalid", "localhost\0", "[::1]"])
  func failure(host: String) throws {
    let error = try #require(throws: ResolutionError.self) { try Resolver.addresses(host: host, port: 80) }
    #expect(error.host == host)
    #expect(error.cause == nil)
    #expect(error.description.hasPrefix("\(host): "))
  }
}
