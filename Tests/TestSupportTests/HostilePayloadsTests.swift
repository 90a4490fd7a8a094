import TestSupport
import Testing
import Wire

@Suite("Hostile payloads")
struct HostilePayloadsTests {
  @Test("are the same for the same seed, and others for another")
  func seeded() {
    var one = HostilePayloads(seed: 1)
    var same = HostilePayloads(seed: 1)
    var other = HostilePayloads(seed: 2)
    let first = (0..<64).map { _ in one.next() }
    #expect((0..<64).map { _ in same.next() } == first)
    #expect((0..<64).map { _ in other.next() } != first)
  }

  @Test("hold every control character but the line feed, and every forbidden one, but end no line")
  func complete() {
    var payloads = HostilePayloads(seed: 3)
    var bytes: Set<UInt8> = []
    var scalars: Set<Unicode.Scalar> = []
    for _ in 0..<10_000 {
      let payload = payloads.next()
      bytes.formUnion(payload)
      scalars.formUnion(String(decoding: payload, as: UTF8.self).unicodeScalars)
    }
    #expect(bytes.count == 255)
    #expect(!bytes.contains(0x0A))
    let forbidden = Array(0x80...0x9F) + Array(0x202A...0x202E) + Array(0x2066...0x2069) + [0x2028, 0x2029]
    for value in forbidden {
      #expect(scalars.contains { $0.value == UInt32(value) })
    }
  }

  @Test("would nearly all be complained of, were they sent to a terminal as they are")
  func complained() {
    var payloads = HostilePayloads(seed: 4)
    let bad = (0..<1_600).count { _ in !TerminalOutput.complaints(in: payloads.next()).isEmpty }
    #expect(bad > 800)
  }

  @Test("stand in lines that are read as every kind of entry")
  func lines() {
    var payloads = HostilePayloads(seed: 5)
    var kinds: [String: Int] = [:]
    for number in 1...4_000 {
      let line = payloads.nextLine(sequence: number)
      #expect(line.count < 65_536)
      switch ServerLine.parse(line) {
      case .said(_, _, _, _, let isOld): kinds[isOld ? "old" : "said", default: 0] += 1
      case .whispered: kinds["whispered", default: 0] += 1
      case .joined: kinds["joined", default: 0] += 1
      case .left(_, _, _, let reason, _): kinds[reason == nil ? "left oddly" : "left", default: 0] += 1
      case .announced: kinds["announced", default: 0] += 1
      case .refused: kinds["refused", default: 0] += 1
      case .setting(let key, _): kinds[key, default: 0] += 1
      case .accepted, .ping, .unknown: kinds["other", default: 0] += 1
      }
    }
    for kind in [
      "said", "old", "whispered", "joined", "left", "left oddly", "refused", "help", "here", "undelivered",
      "room", "session", "gap", "ready", "bye", "color", "announced", "key", "keys",
      "kept",
    ] {
      #expect(kinds[kind, default: 0] > 5, "\(kind)")
    }
    #expect(kinds["other"] == nil)
  }
}
