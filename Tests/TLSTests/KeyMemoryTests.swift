import Testing

@testable import TLS

@Suite("The memory for keys")
struct KeyMemoryTests {
  @Test("holds keys while they live; where it is full they lie elsewhere, and are as good")
  func keys() throws {
    #expect(KeyMemory.lock() == nil)
    let keys = try (0..<50).map { _ in try PrivateKey.generate() }
    // Other tests have keys as well.
    #expect(KeyMemory.blocksInUse > 0)
    let again = try keys.map { try PrivateKey(pem: $0.pem) }
    #expect(again.map(\.pin) == keys.map(\.pin))
    #expect(Set(keys.map(\.pin.description)).count == 50)
    #expect(KeyMemory.lock() == nil)
  }

  @Test("holds the key that a handshake is signed with")
  func handshake() throws {
    #expect(KeyMemory.lock() == nil)
    let pair = try TLSPair.connected()
    #expect(pair.client.peerPin != nil)
    #expect(KeyMemory.blocksInUse > 0)
  }
}
