import Reactor
import Testing

@testable import ChatServer

@Suite("Penalties")
struct PenaltiesTests {
  private static let here = SocketAddress.loopback(port: 0).ipAddress
  private static let there = SocketAddress.anyIPv4(port: 0).ipAddress
  private var penalties = Penalties()

  private static func address(_ number: Int) throws -> IPAddress {
    try #require(IPAddress(parsing: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)"))
  }

  @Test("add up until the address is refused, and no other is")
  mutating func addUp() {
    #expect(penalties.add(.failedHandshake, to: Self.here, now: 0) == nil)
    #expect(penalties.add(.failedHandshake, to: Self.here, now: 0) == nil)
    #expect(!penalties.refuses(Self.here, now: 0))
    #expect(penalties.add(.failedHandshake, to: Self.here, now: 0) == 15_000)
    #expect(penalties.refuses(Self.here, now: 14_999) && !penalties.refuses(Self.here, now: 15_000))
    #expect(!penalties.refuses(Self.there, now: 0))
  }

  @Test("go by with time")
  mutating func decay() {
    for second in 0..<100 {
      #expect(penalties.add(.left, to: Self.here, now: Int64(second) * 1_000) == nil)
    }
    #expect(penalties.add(.silence, to: Self.here, now: 200_000) == nil)
    #expect(penalties.add(.silence, to: Self.here, now: 205_001) == nil)
    #expect(penalties.add(.left, to: Self.here, now: 205_001) == 15_999)
  }

  @Test("double with each refusal, up to the most, and begin anew after a quiet time")
  mutating func growing() {
    #expect(penalties.add(.offence, to: Self.here, now: 0) == 30_000)
    #expect(penalties.add(.offence, to: Self.here, now: 30_000) == 60_000)
    #expect(penalties.add(.offence, to: Self.here, now: 90_000) == 120_000)
    #expect(penalties.add(.offence, to: Self.here, now: 210_000) == 240_000)
    #expect(penalties.add(.offence, to: Self.here, now: 450_000) == 480_000)
    #expect(penalties.add(.offence, to: Self.here, now: 930_000) == 600_000)
    #expect(penalties.add(.offence, to: Self.here, now: 1_530_000) == 600_000)
    #expect(penalties.add(.left, to: Self.here, now: 2_130_000) == 64_000)
    let quiet = 2_130_000 + 64_000 + Penalties.maximum
    #expect(penalties.add(.offence, to: Self.here, now: quiet) == 30_000)
  }

  @Test("are never more than the most, while refused too")
  mutating func bounded() {
    #expect(penalties.add(.offence, to: Self.here, now: 0) == 30_000)
    for _ in 0..<100 { #expect(penalties.add(.offence, to: Self.here, now: 1) == nil) }
    #expect(penalties.refuses(Self.here, now: Penalties.maximum))
    #expect(!penalties.refuses(Self.here, now: Penalties.maximum + 1))
  }

  @Test("are kept for so many addresses; one past it, those go that are over first")
  mutating func table() throws {
    let limit = Penalties.addressLimit
    for number in 0..<limit {
      _ = penalties.add(number % 2 == 0 ? .offence : .left, to: try Self.address(number), now: 0)
    }
    #expect(penalties.count == limit)
    _ = penalties.add(.offence, to: try Self.address(limit), now: 0)
    #expect(penalties.count == limit / 2 + 1)
    #expect(penalties.refuses(try Self.address(0), now: 0))
    #expect(penalties.refuses(try Self.address(limit), now: 0))
  }

  @Test("that no longer count make room before any other goes")
  mutating func forgotten() throws {
    let limit = Penalties.addressLimit
    for number in 0..<limit {
      _ = penalties.add(number == 0 ? .offence : .left, to: try Self.address(number), now: 0)
    }
    _ = penalties.add(.left, to: try Self.address(limit), now: 2_000)
    #expect(penalties.count == 2)
    #expect(penalties.refuses(try Self.address(0), now: 2_000))
  }
}
