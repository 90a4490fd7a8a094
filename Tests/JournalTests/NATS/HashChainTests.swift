import Journal
import Testing

@testable import JournalNATS

@Suite("The running hash")
struct HashChainTests {
  private func entry(
    _ sequence: UInt64, _ text: String = "a", at milliseconds: Int64 = 0, by writer: UInt64 = 0
  ) -> Entry {
    Entry(
      sequence: SequenceNumber(sequence), milliseconds: milliseconds, writer: writer, session: .ana,
      number: 0, event: .said(text))
  }

  private func hash(of event: Event) -> [UInt8] {
    hash(Entry(sequence: SequenceNumber(1), milliseconds: 0, session: .server, number: 0, event: event))
  }

  private func hash(_ entries: Entry...) -> [UInt8] {
    var chain = HashChain()
    for entry in entries { chain.fold(entry) }
    return chain.last.hash
  }

  @Test("tells an entry that is missing, other words, another place and another order")
  func differs() {
    let hashes = [
      hash(), hash(entry(1), entry(2)), hash(entry(1)), hash(entry(2)), hash(entry(1), entry(3)),
      hash(entry(1), entry(2, "b")), hash(entry(2), entry(1)),
    ]
    #expect(Set(hashes).count == hashes.count)
  }

  @Test("knows nothing of times and writers")
  func times() {
    #expect(hash(entry(1, at: 5)) == hash(entry(1, at: 6)))
    #expect(hash(entry(1, by: 5)) == hash(entry(1, by: 6)))
  }

  @Test("tells what nodes say of themselves and of each other")
  func nodes() {
    let hashes = [
      hash(of: .nodeServes(.sample)),
      hash(of: .nodeServes(Node(address: [0x61], pins: Node.sample.pins, lease: Node.sample.lease))),
      hash(of: .nodeServes(Node(address: Node.sample.address, pins: [.sample(1)], lease: Node.sample.lease))),
      hash(of: .nodeServes(Node(address: Node.sample.address, pins: Node.sample.pins, lease: 1))),
      hash(of: .nodeEnded(node: 1, since: nil)), hash(of: .nodeEnded(node: 2, since: nil)),
      hash(of: .nodeEnded(node: 1, since: SequenceNumber(1))),
    ]
    #expect(Set(hashes).count == hashes.count)
  }

  @Test("goes on from where a snapshot was")
  func goesOn() {
    var first = HashChain()
    first.fold(entry(1))
    var second = HashChain(from: first.last)
    for sequence: UInt64 in 2...4 {
      first.fold(entry(sequence))
      second.fold(entry(sequence))
    }
    #expect(first.last == second.last)
  }

  @Test("remembers its last 1,024 points at the least, and not for ever")
  func points() {
    var chain = HashChain()
    for sequence in 1...UInt64(5_000) {
      chain.fold(entry(sequence))
      chain.settle(through: SequenceNumber(sequence))
      let oldest = sequence > 1_023 ? sequence - 1_023 : 0
      #expect(chain.point(for: SequenceNumber(oldest)) != nil)
    }
    #expect(chain.point(for: SequenceNumber(5_000 - 2_048)) == nil)
    #expect(chain.point(for: SequenceNumber(9_999))?.sequence == SequenceNumber(5_000))
  }

  @Test("knows up to where nothing else counted")
  func through() {
    var chain = HashChain()
    chain.fold(entry(3))
    chain.settle(through: SequenceNumber(9))
    #expect(chain.point(for: SequenceNumber(2))?.hash == hash())
    #expect(chain.point(for: SequenceNumber(5))?.through == SequenceNumber(9))
    #expect(chain.point(for: SequenceNumber(5))?.hash == hash(entry(3)))
  }
}
