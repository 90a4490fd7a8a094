import Journal

@testable import ChatServer

extension FuzzTarget {
  /// A snapshot of who is here: an error, or a roster that comes back from what it writes itself.
  static let snapshot = FuzzTarget("snapshot", seeds: makeSnapshots) { bytes in
    let last = SequenceNumber(UInt64(Int64.max))
    guard let roster = try? Roster(Snapshot(sequence: last, bytes: bytes)) else { return }
    try hold(roster.names().count == roster.count, "\(roster.count) people of other names")
    try hold(Set(roster.names()).count <= roster.count, "a name twice")
    let again = try Roster(Snapshot(sequence: last, bytes: written(roster)))
    try hold(again == roster, "a roster that changes")
    try hold(again.names() == roster.names(), "an order that changes")
  }

  static func written(_ roster: Roster) -> [UInt8] {
    var encoder = RosterEncoder(roster)
    var bytes: [UInt8] = []
    while !encoder.isFinished { bytes += encoder.nextPart() }
    return bytes
  }

  /// Somebody here, somebody away with a message missed, somebody gone; an owner here on two devices, and one
  /// for whom a message waits; two nodes, somebody here through one of them and somebody through one that has
  /// ended.
  private static func makeSnapshots() throws -> [[UInt8]] {
    var roster = Roster()
    var sequence: UInt64 = 0
    func fold(_ session: SessionID, _ number: UInt64, _ event: Event, by writer: UInt64 = 0) {
      sequence += 1
      let entry = Entry(
        sequence: SequenceNumber(sequence), milliseconds: 1_795_456_800_000, writer: writer,
        session: session, number: number, event: event)
      _ = roster.apply(entry)
    }
    let sessions = (1...3).map { SessionID(high: $0, low: $0) }
    for (session, name) in zip(sessions, ["ana", "beto", "caio"]) {
      let bytes = Array(name.utf8)
      fold(session, 1, .joined(Identity(name: bytes, key: bytes, isResumable: true)))
    }
    fold(sessions[0], 2, .said(name: [0x61], text: [0x62]))
    fold(sessions[1], 0, .away(.lost))
    let whisper = Whisper(from: [0x61], to: [0x62], recipient: sessions[1], text: [0x63])
    fold(sessions[0], 300, .whispered(whisper))
    fold(sessions[2], 0, .away(.lost))
    fold(sessions[2], 0, .left(name: [0x63], cause: .lost, awaySince: SequenceNumber(sequence)))
    let guests = written(roster)
    let key = PersonKey([UInt8](repeating: 7, count: PersonKey.byteCount)).map { [$0] } ?? []
    for (number, name) in [(4, "duda"), (5, "eva"), (6, "eva")] {
      let bytes = Array(name.utf8)
      fold(
        SessionID(high: UInt64(number), low: 1), 1,
        .joined(Identity(name: bytes, key: bytes, isResumable: true, keys: key, isFurther: number == 6)))
    }
    let owner = SessionID.owner(since: SequenceNumber(sequence - 2))
    fold(SessionID(high: 4, low: 1), 0, .left(name: [0x64], cause: .quit, awaySince: nil))
    fold(sessions[0], 301, .whispered(Whisper(from: [0x61], to: [0x64], recipient: owner, text: [0x65])))
    let owners = written(roster)
    for writer: UInt64 in 1...3 {
      fold(.server, 0, .nodeServes(Node(address: [0x61], pins: key, lease: 15_000)), by: writer)
    }
    for session in sessions.prefix(2) { fold(session, 0, .returned, by: session.low) }
    fold(.server, 0, .nodeEnded(node: 2, since: nil), by: 2)
    return [written(Roster()), guests, owners, written(roster)]
  }
}
