import Glibc
import Reactor
import Testing

@Suite("IPAddress")
struct IPAddressTests {
  @Test(
    "an address is written as it is read",
    arguments: ["0.0.0.0", "127.0.0.1", "255.255.255.255", "::", "::1", "2001:db8::7", "fe80::1%1"])
  func roundTrip(text: String) throws {
    #expect(try #require(IPAddress(parsing: text)).description == text)
  }

  @Test(
    "what is no address is none",
    arguments: [
      "", " ", "localhost", "127.1", "127.0.0.256", "127.0.0.01", "1.2.3.4.5", "1.2.3.4 ", " 1.2.3.4",
      "+1.2.3.4",
      "[::1]", ":::", "1::2::3", "12345::", "::1%lo", "fe80::1%", "fe80::1%0", "fe80::1%no-such-interface",
      "fe80::1%+1", "127.0.0.1%1", "::ffff:1.2.3.4%1", "127.0.0.1\0", "::1\u{0}x", "١.1.1.1",
    ])
  func malformed(text: String) {
    #expect(IPAddress(parsing: text) == nil)
  }

  @Test(
    "a mapped address is the IPv4 address that it maps", arguments: ["::ffff:192.0.2.7", "::FFFF:c000:207"])
  func mapped(text: String) throws {
    let address = try #require(IPAddress(parsing: text))
    #expect(address == IPAddress(parsing: "192.0.2.7"))
    #expect(address.isIPv4)
    #expect(address.bytes == [192, 0, 2, 7])
    #expect(address.description == "192.0.2.7")
  }

  @Test("a compatible address, with zeros in front, is not mapped")
  func compatible() throws {
    let address = try #require(IPAddress(parsing: "::192.0.2.7"))
    #expect(!address.isIPv4)
    #expect(address.bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 7])
  }

  @Test("the network of an IPv6 address is its first 64 bits; an IPv4 and a link-local address stay")
  func network() throws {
    #expect(try #require(IPAddress(parsing: "2001:db8:0:7:a:b:c:d")).network.description == "2001:db8:0:7::")
    #expect(try #require(IPAddress(parsing: "fe80::1%1")).network.description == "fe80::1%1")
    #expect(try #require(IPAddress(parsing: "192.0.2.7")).network.description == "192.0.2.7")
  }

  @Test("an IPv6 address has sixteen bytes in network order")
  func bytes() throws {
    let address = try #require(IPAddress(parsing: "102:304:506:708:90a:b0c:d0e:f10"))
    #expect(address.bytes == Array(1...16))
  }

  @Test("loopback is told apart", arguments: ["127.0.0.0", "127.255.255.255", "::1", "::ffff:127.0.0.1"])
  func loopback(text: String) throws {
    #expect(try #require(IPAddress(parsing: text)).isLoopback)
  }

  @Test(
    "everything else is not loopback",
    arguments: ["126.255.255.255", "128.0.0.0", "::", "::2", "::127.0.0.1"])
  func notLoopback(text: String) throws {
    #expect(try !#require(IPAddress(parsing: text)).isLoopback)
  }

  @Test("link-local addresses are told apart", arguments: ["169.254.0.1", "fe80::1", "febf::1"])
  func linkLocal(text: String) throws {
    #expect(try #require(IPAddress(parsing: text)).isLinkLocal)
  }

  @Test("their neighbours are not link-local", arguments: ["169.253.0.1", "fe7f::1", "fec0::1", "::1"])
  func notLinkLocal(text: String) throws {
    #expect(try !#require(IPAddress(parsing: text)).isLinkLocal)
  }

  @Test(
    "an IPv6 address is of a /64",
    arguments: [
      ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::", "2001:db8:1:2::"), ("::1", "::"),
      ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"), ("2001:db8:1:3::", "2001:db8:1:3::"),
    ])
  func subnet(text: String, prefix: String) throws {
    #expect(try #require(IPAddress(parsing: text)).subnet == IPAddress(parsing: prefix))
  }

  @Test(
    "no other address has one of its own",
    arguments: ["192.0.2.7", "::ffff:192.0.2.7", "fe80::1%1", "febf::1"]
  )
  func noSubnet(text: String) throws {
    #expect(try #require(IPAddress(parsing: text)).subnet == nil)
  }

  @Test("an interface may be named or numbered")
  func scope() throws {
    let named = try #require(IPAddress(parsing: "fe80::1%lo"))
    let number = unsafe if_nametoindex("lo")
    #expect(named.scope == number)
    #expect(named == IPAddress(parsing: "fe80::1%\(named.scope)"))
    #expect(named != IPAddress(parsing: "fe80::1"))
  }

  @Test("this machine has loopback, and no address twice")
  func thisMachine() throws {
    let addresses = IPAddress.ofThisMachine()
    #expect(addresses.contains(try #require(IPAddress(parsing: "127.0.0.1"))))
    #expect(Set(addresses).count == addresses.count)
  }
}
