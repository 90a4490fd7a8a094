import Testing

@testable import TLS

@Suite struct RandomTests {
  @Test("As many bytes as wanted, and never the same")
  func bytes() {
    #expect(Random.bytes(0).isEmpty)
    #expect(Random.bytes(16).count == 16)
    #expect(Random.bytes(16) != Random.bytes(16))
  }
}
