import TLS
import TestSupport
import Testing

@Suite("papod's limits")
struct LimitOptionsTests {
  static let counts = [
    "--max-clients", "--max-clients-per-address", "--max-unnamed", "--max-unnamed-per-address",
    "--max-handshakes", "--max-handshakes-per-address", "--max-away", "--max-away-per-address",
  ]

  @Test("are in its help, with their defaults")
  func help() throws {
    let (code, output, _) = try PapodUnderTest(["serve", "--help"]).outcome()
    #expect(code == 0)
    // However its lines are wrapped.
    let words = output.split { $0.isWhitespace }.joined(separator: " ")
    let others = [
      "--max-key-updates", "--max-queue", "--max-buffers", "--flood", "--penalties", "--limit-loopback",
    ]
    for option in Self.counts + others {
      #expect(output.contains("  \(option) "))
    }
    for value in ["128", "8192", "64", "2048", "32", "20:5", "on", "8", "16", "256"] {
      #expect(words.contains("(default: \(value))"))
    }
  }

  @Test("are 1 at the least", arguments: counts)
  func tooSmall(option: String) throws {
    let (code, output, errors) = try PapodUnderTest(["serve", "--throwaway", option, "0"]).outcome()
    #expect(code == 64 && output.isEmpty)
    #expect(errors.hasPrefix("Error: \(option) takes 1 to 1000000\n"))
  }

  @Test(
    "for KeyUpdates and memory have a highest value",
    arguments: [
      ("--max-key-updates", 0, "1 to 1000"), ("--max-key-updates", 1_001, "1 to 1000"),
      ("--max-buffers", 0, "1 to 1048576 MiB"), ("--max-buffers", 1_048_577, "1 to 1048576 MiB"),
      ("--max-queue", 0, "1 to 1024 MiB"), ("--max-queue", 1_025, "1 to 1024 MiB"),
    ])
  func tooLarge(option: String, value: Int, range: String) throws {
    let (code, _, errors) = try PapodUnderTest(["serve", "--throwaway", option, "\(value)"]).outcome()
    #expect(code == 64)
    #expect(errors.hasPrefix("Error: \(option) takes \(range)\n"))
  }

  @Test("hold: one past it is told so")
  func hold() throws {
    let papod = try PapodUnderTest([
      "serve", "--throwaway", "--language", "en", "--limit-loopback", "--max-clients-per-address", "1",
    ])
    let (address, pin) = try papod.listening()
    let configuration = TLSConfiguration.client(trusting: [pin])
    let ana = try TestClient(address, configuration)
    try ana.send("1 Ana")
    try ana.expect(prefix: "+1 ")
    let rui = try TestClient(address, configuration)
    try rui.expect("!0 offence too many connections from this address")
    try papod.endInput()
    #expect(papod.outcome().code == 0)
  }

  @Test("--penalties is on or off")
  func penalties() throws {
    let (code, _, errors) = try PapodUnderTest(["serve", "--throwaway", "--penalties", "maybe"]).outcome()
    #expect(code == 64)
    #expect(errors.contains("'maybe'"))
    let papod = try PapodUnderTest(["serve", "--throwaway", "--limit-loopback", "--penalties", "off"])
    let (address, pin) = try papod.listening()
    for _ in 0..<5 {
      let client = try TestClient(address, .client(trusting: [pin]))
      try client.send(bytes: [0])
      try client.expect(prefix: "!0 offence ")
      client.cut()
    }
  }
}
