import Reactor
import TLS
import TestSupport
import Testing

@testable import ChatServer

@Suite("Whom a ban concerns")
struct BanSubjectTests {
  private func address(_ text: String) throws -> IPAddress { try #require(IPAddress(parsing: text)) }

  private func caller(_ text: String, key: PublicKeyPin? = nil) throws -> Caller {
    Caller(SocketAddress(try address(text), port: 1), key: key)
  }

  @Test(
    "is written as it is read",
    arguments: [
      "192.0.2.7", "2001:db8:1:2::/64", "fe80::1%1", "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ])
  func roundTrip(text: String) throws {
    let subject = try #require(BanSubject(parsing: text))
    #expect(subject.description == text && subject.bytes == Sample.bytes(text))
  }

  @Test("of an IPv6 address is its /64, of a link-local one itself")
  func subnets() throws {
    #expect(BanSubject(parsing: "2001:db8:1:2::7")?.description == "2001:db8:1:2::/64")
    #expect(BanSubject(parsing: "::ffff:192.0.2.7")?.description == "192.0.2.7")
    #expect(BanSubject(parsing: "fe80::1%1") == .address(try address("fe80::1%1")))
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "ana", "192.0.2", "192.0.2.7/64", "192.0.2.0/24", "2001:db8::1/64", "2001:db8::/48", "fe80::/64",
      "/64", "sha256//AA=", "2001:db8::/64/64",
    ])
  func malformed(text: String) {
    #expect(BanSubject(parsing: text) == nil)
  }

  @Test("is the key of who has one, else the address")
  func ofCaller() throws {
    let pin = try TestCertificates.good.certificate.pin
    #expect(BanSubject(try caller("192.0.2.7", key: pin)) == .key(pin))
    #expect(BanSubject(try caller("192.0.2.7")) == .address(try address("192.0.2.7")))
    #expect(BanSubject(try caller("2001:db8::7")) == .subnet(try address("2001:db8::")))
  }

  @Test("is known again by the key, wherever it comes from, and by the address, whatever the key")
  func concerns() throws {
    let (mine, other) = (
      try TestCertificates.good.certificate.pin, try TestCertificates.otherKey.certificate.pin
    )
    let key = BanSubject.key(mine)
    #expect(key.concerns(try caller("192.0.2.7", key: mine)))
    #expect(!key.concerns(try caller("192.0.2.7", key: other)))
    #expect(!key.concerns(try caller("192.0.2.7")))
    let subject = try #require(BanSubject(parsing: "192.0.2.7"))
    #expect(subject.concerns(try caller("192.0.2.7", key: other)))
    #expect(subject.concerns(try caller("::ffff:192.0.2.7")))
    #expect(!subject.concerns(try caller("192.0.2.8")))
    let subnet = try #require(BanSubject(parsing: "2001:db8:1:2::/64"))
    #expect(subnet.concerns(try caller("2001:db8:1:2:ffff::")))
    #expect(!subnet.concerns(try caller("2001:db8:1:3::1")))
  }

  @Test("is this machine alone, or not")
  func loopback() throws {
    for text in ["127.0.0.1", "127.9.9.9", "::1", "::/64"] {
      #expect(try #require(BanSubject(parsing: text)).isLoopback, "\(text)")
    }
    for text in ["128.0.0.1", "2001:db8::1", "fe80::1%1"] {
      #expect(try !#require(BanSubject(parsing: text)).isLoopback, "\(text)")
    }
    #expect(!BanSubject.key(try TestCertificates.good.certificate.pin).isLoopback)
  }
}
