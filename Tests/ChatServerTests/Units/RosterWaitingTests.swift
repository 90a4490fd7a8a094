import Journal
import Testing

@testable import ChatServer

@Suite("A roster's private messages to owners")
struct RosterWaitingTests {
  private let ana = Sample.ana
  private let beto = Sample.beto
  private let key = Sample.bytes("ana")
  private let owner = SessionID.owner(since: SequenceNumber(1))
  private let delivery = Roster.deliveryTime

  /// Ana has a name, and is not here; Beto is.
  private func bench() -> RosterBench {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), ana)
    bench.apply(Sample.left("Ana"), ana)
    bench.apply(Sample.joined("Beto"), beto)
    return bench
  }

  @discardableResult
  private func write(_ bench: inout RosterBench, _ text: String = "a") -> Verdict {
    bench.apply(.whispered(Sample.whisper(text, to: owner)), beto)
  }

  private func enter(_ bench: inout RosterBench) {
    let isFurther = bench.roster.bearer(of: key) != nil
    let session = Sample.session(Int(bench.last.value) + 50)
    bench.apply(Sample.joined("Ana", keys: 1, isFurther: isFurther), session)
  }

  private func waiting(_ bench: RosterBench) -> [UInt64] {
    bench.roster.waiting(for: key, at: bench.milliseconds).map(\.value)
  }

  @Test("go to whom a name belongs to, here or not, and to the session of a guest")
  func addressees() {
    var bench = bench()
    #expect(bench.roster.addressee(key) { 1_000 }?.recipient == owner)
    #expect(bench.roster.addressee(Sample.bytes("beto")) { 1_000 }?.recipient == beto)
    #expect(bench.roster.addressee(Sample.bytes("eva")) { 1_000 } == nil)
    #expect(bench.roster.addressee(key) { 1_000 + OwnedName.lifetime } == nil)
    enter(&bench)
    #expect(bench.roster.addressee(key) { 1_000 + OwnedName.lifetime }?.recipient == owner)
    #expect(bench.roster.devices(of: owner).count == 1)
    let nobody = Sample.whisper("a", to: .owner(since: bench.last))
    #expect(bench.apply(.whispered(nobody), beto) == .noSuchPerson)
  }

  @Test("wait where no device is here, those that are away among these, and nowhere else")
  func waits() {
    var bench = bench()
    #expect(write(&bench) == .counts)
    let first = bench.last.value
    #expect(waiting(bench) == [first])
    enter(&bench)
    let device = bench.roster.bearers(of: key)[0]
    write(&bench)
    #expect(waiting(bench) == [first])
    bench.apply(.away(.lost), device)
    write(&bench)
    #expect(waiting(bench) == [first, bench.last.value])
    bench.apply(.returned, device)
    #expect(waiting(bench).count == 2)
  }

  @Test("have come when a device goes that was here for longer than 150 s", arguments: [0, 1] as [Int64])
  func arrived(beyond: Int64) {
    #expect(delivery == 150_000)
    for isFurther in [false, true] {
      var bench = bench()
      write(&bench)
      enter(&bench)
      bench.milliseconds += delivery + beyond
      // To whom enters while the other is here, they are not told again.
      #expect(waiting(bench).isEmpty == (beyond == 1))
      if isFurther { enter(&bench) } else { bench.apply(.away(.lost), bench.roster.bearers(of: key)[0]) }
      #expect((bench.roster.owned.names[key]?.waiting.isEmpty == true) == (beyond == 1))
    }
  }

  @Test("have come when a device says goodbye, and not when the server stops")
  func goodbye() {
    var bench = bench()
    write(&bench)
    enter(&bench)
    bench.milliseconds += 2 * delivery
    bench.apply(.away(.shutdown), bench.roster.bearers(of: key)[0])
    #expect(waiting(bench).count == 1)
    bench.apply(.returned, bench.roster.bearers(of: key)[0])
    bench.apply(Sample.left("Ana", .kicked), bench.roster.bearers(of: key)[0])
    #expect(waiting(bench).count == 1)
    enter(&bench)
    bench.apply(Sample.left("Ana", .quit), bench.roster.bearers(of: key)[0])
    #expect(waiting(bench).isEmpty)
  }

  @Test("are 1,024 at the most; of more the oldest are lost, and whose they are remembers it where away")
  func count() {
    #expect(OwnedName.waitingLimit == 1_024)
    var bench = bench()
    for _ in 0..<1_024 { write(&bench) }
    #expect(waiting(bench).count == 1_024 && bench.roster.lost.isEmpty)
    let oldest = SequenceNumber(waiting(bench)[0])
    write(&bench)
    #expect(waiting(bench).count == 1_024)
    #expect(bench.roster.lost.map(\.sequence) == [oldest] && bench.roster.lost.map(\.sender) == [beto])
    #expect(bench.roster.undelivered(of: beto).isEmpty)
    bench.apply(.away(.lost), beto)
    #expect(bench.roster.lost.isEmpty)
    let next = SequenceNumber(waiting(bench)[0])
    bench.apply(.whispered(Sample.whisper("a", to: owner)), beto)
    #expect(bench.roster.undelivered(of: beto) == [next])
  }

  @Test("have 256 KiB of text at the most")
  func bytes() {
    #expect(OwnedName.waitingBytes == 262_144)
    var bench = bench()
    let text = String(repeating: "x", count: 4_096)
    for _ in 0..<64 { write(&bench, text) }
    #expect(waiting(bench).count == 64)
    write(&bench, "x")
    #expect(waiting(bench).count == 64 && bench.roster.lost.count == 1)
    write(&bench, String(repeating: "x", count: 4_095))
    #expect(waiting(bench).count == 65)
  }

  @Test("are lost with the ownership: freed, given to another key, or lapsed and taken anew")
  func ownershipEnds() {
    for end in 0..<3 {
      var bench = bench()
      write(&bench)
      let message = bench.last
      switch end {
      case 0: bench.apply(Sample.change(.freed, "Ana", nil), .server)
      case 1: bench.apply(Sample.change(.given, "Ana", 2), .server)
      default:
        bench.milliseconds += OwnedName.lifetime
        #expect(write(&bench) == .noSuchPerson)
        bench.apply(Sample.joined("Ana", keys: 2), Sample.caio)
      }
      #expect(bench.roster.lost.map(\.sequence) == [message])
      #expect(waiting(bench).isEmpty && write(&bench) == .noSuchPerson)
    }
  }

  @Test("wait no more when the server has given them up, up to the one that it says")
  func forgotten() {
    var bench = bench()
    for _ in 0..<3 { write(&bench) }
    let all = waiting(bench)
    let event = Event.forgotten(owner: owner, through: SequenceNumber(all[1]))
    #expect(bench.apply(event, beto) == .overtaken)
    #expect(bench.apply(event, .server) == .counts)
    #expect(bench.roster.lost.map(\.sequence.value) == Array(all[..<2]) && waiting(bench) == [all[2]])
    #expect(bench.apply(event, .server) == .overtaken)
    enter(&bench)
    let rest = Event.forgotten(owner: owner, through: SequenceNumber(all[2]))
    #expect(bench.apply(rest, .server) == .overtaken)
  }

  @Test("are on their way, have arrived, or wait, as housekeeping asks")
  func arrival() {
    var bench = bench()
    write(&bench)
    let message = WhisperReference(sequence: bench.last, recipient: owner)
    bench.milliseconds += 10 * delivery
    func arrival() -> Roster.Arrival { bench.roster.arrival(of: message, at: bench.milliseconds) }
    #expect(arrival() == .waiting)
    enter(&bench)
    let device = bench.roster.bearers(of: key)[0]
    #expect(arrival() == .pending)
    bench.milliseconds += delivery
    #expect(arrival() == .pending)
    bench.milliseconds += 1
    #expect(arrival() == .settled)
    bench.apply(.away(.shutdown), device)
    #expect(arrival() == .pending)
    bench.apply(Sample.left("Ana", .lost, awaySince: bench.last), device)
    // It may still be taken up.
    #expect(arrival() == .pending)
    bench.apply(.ended(goneSince: bench.last), device)
    #expect(arrival() == .waiting)
    bench.apply(.forgotten(owner: owner, through: message.sequence), .server)
    #expect(arrival() == .settled)
  }
}
