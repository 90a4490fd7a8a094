import Reactor
import Testing

@testable import ChatServer

@Suite("Places")
struct PlaceCountTests {
  private static let here = SocketAddress.loopback(port: 0).ipAddress
  private static let there = SocketAddress.anyIPv4(port: 0).ipAddress

  /// Limits that are all far away, but for those that `change` sets.
  private func places(_ change: (inout Limits) -> Void) -> Places {
    var limits = Limits()
    limits.maximumClients = 100
    limits.maximumClientsPerAddress = 100
    limits.maximumUnnamed = 100
    limits.maximumUnnamedPerAddress = 100
    limits.maximumHandshakes = 100
    limits.maximumHandshakesPerAddress = 100
    change(&limits)
    return Places(limits)
  }

  private func take(_ places: inout Places, _ block: IPAddress = here, isExempt: Bool = false) -> Surplus? {
    places.take(from: block, isExempt: isExempt)
  }

  @Test("are given up to the limit of all connections, and given again")
  func all() {
    var places = places { $0.maximumClients = 2 }
    #expect(take(&places) == nil && take(&places, Self.there, isExempt: true) == nil)
    #expect(take(&places) == .full && take(&places, Self.there, isExempt: true) == .full)
    places.giveBack(.handshaking, Self.there)
    #expect(take(&places) == nil && take(&places) == .full)
  }

  @Test("are given up to the limit of an address, in whatever stage its connections are")
  func perAddress() {
    var places = places { $0.maximumClientsPerAddress = 2 }
    #expect(take(&places) == nil && take(&places) == nil)
    places.shookHands(Self.here)
    places.entered(Self.here)
    #expect(take(&places) == .tooManyFromAddress && take(&places, Self.there) == nil)
    #expect(take(&places, isExempt: true) == nil)
    places.giveBack(.named, Self.here)
    #expect(take(&places) == .tooManyFromAddress)
    places.giveBack(.handshaking, Self.here)
    #expect(take(&places) == nil)
  }

  @Test("are given while not too many have no name")
  func unnamed() {
    var places = places { $0.maximumUnnamed = 2 }
    #expect(take(&places) == nil && take(&places, Self.there) == nil)
    places.shookHands(Self.here)
    #expect(take(&places) == .tooManyUnnamed && take(&places, isExempt: true) == .tooManyUnnamed)
    places.entered(Self.here)
    #expect(take(&places) == nil && take(&places) == .tooManyUnnamed)
    // One that has a name makes no room.
    places.giveBack(.named, Self.here)
    #expect(take(&places) == .tooManyUnnamed)
    places.giveBack(.handshaking, Self.there)
    #expect(take(&places) == nil)
  }

  @Test("are given to an address while not too many of its own have no name")
  func unnamedPerAddress() {
    var places = places { $0.maximumUnnamedPerAddress = 1 }
    #expect(take(&places) == nil)
    places.shookHands(Self.here)
    #expect(take(&places) == .tooManyUnnamedFromAddress)
    #expect(take(&places, isExempt: true) == nil && take(&places, Self.there) == nil)
    places.giveBack(.unnamed, Self.here)
    places.giveBack(.handshaking, Self.here)
    #expect(take(&places) == nil)
  }

  @Test("are given to an address while not too many of its own shake hands")
  func handshakesPerAddress() {
    var places = places { $0.maximumHandshakesPerAddress = 1 }
    #expect(take(&places) == nil && take(&places) == .tooManyHandshakesFromAddress)
    #expect(take(&places, isExempt: true) == nil && take(&places, Self.there) == nil)
    places.shookHands(Self.here)
    places.shookHands(Self.here)
    #expect(take(&places) == nil && take(&places) == .tooManyHandshakesFromAddress)
  }

  @Test("tell when no more handshakes may begin")
  func handshakes() {
    var places = places { $0.maximumHandshakes = 2 }
    #expect(take(&places) == nil && !places.areHandshakesFull)
    #expect(take(&places) == nil && places.areHandshakesFull)
    places.shookHands(Self.here)
    #expect(!places.areHandshakesFull)
  }

  @Test("are not counted for whoever has none")
  func surplus() {
    var places = places { $0.maximumClients = 1 }
    #expect(take(&places) == nil && take(&places) == .full)
    places.giveBack(.surplus, Self.here)
    #expect(places.total == Places.Count(connections: 1, unnamed: 1, handshakes: 1))
  }
}
