import Testing

@testable import JournalNATS

@Suite("The place of a stream")
struct NATSAddressTests {
  @Test("is its servers and its name, shown without the password")
  func reads() throws {
    let address = try #require(
      NATSAddress("nats://ana:s3:cr@t@h1:4222,h-2.example:5,[::1]:7,10.0.0.1/ROOM_a-1"))
    #expect(address.servers == ["h1:4222", "h-2.example:5", "[::1]:7", "10.0.0.1:4222"])
    #expect(address.user == "ana" && address.password == "s3:cr@t")
    #expect(address.stream == "ROOM_a-1")
    #expect("\(address)" == "nats://h1:4222,h-2.example:5,[::1]:7,10.0.0.1:4222/ROOM_a-1")
    let open = try #require(NATSAddress("nats://localhost/R"))
    #expect(open.user == nil && open.password == nil && open.servers == ["localhost:4222"])
  }

  @Test("knows whether all of it stays on this machine")
  func local() throws {
    #expect(try #require(NATSAddress("nats://localhost,127.0.0.1,[::1]/R")).isLocal)
    #expect(try !#require(NATSAddress("nats://localhost,h2/R")).isLocal)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "nats://", "nats://h", "nats://h/", "nats:///R", "tls://h/R", "nats://h:0/R", "nats://h:65536/R",
      "nats://h:/R", "nats://h:+1/R", "nats://h,/R", "nats://,h/R", "nats://h/a.b", "nats://h/a*",
      "nats://h/a/b",
      "nats://h/á", "nats://ana@h/R", "nats://:x@h/R", "nats://[::1/R", "nats://[]/R", "nats://[::1]4/R",
      "nats://h h/R", "nats://h\n/R",
    ])
  func wrong(text: String) {
    #expect(NATSAddress(text) == nil)
  }

  @Test("has at most 16 servers and 128 letters in its name")
  func limits() {
    func address(_ servers: Int, _ letters: Int) -> NATSAddress? {
      let hosts = (1...servers).map { "h\($0)" }.joined(separator: ",")
      return NATSAddress("nats://\(hosts)/\(String(repeating: "R", count: letters))")
    }
    #expect(address(16, 128) != nil)
    #expect(address(17, 128) == nil)
    #expect(address(16, 129) == nil)
  }
}
