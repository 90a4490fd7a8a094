import Journal

@testable import ChatServer

/// A roster, and the log that it folds.
struct RosterBench {
  private(set) var roster = Roster()
  private(set) var entries: [Entry] = []
  private(set) var verdicts: [Verdict] = []
  /// The time of the next entries.
  var milliseconds: Int64 = 1_000

  var last: SequenceNumber { entries.last?.sequence ?? .zero }

  /// Commits the event and folds it.
  @discardableResult
  mutating func apply(
    _ event: Event, _ session: SessionID, number: UInt64 = 0, at time: Int64? = nil, by writer: UInt64 = 0
  ) -> Verdict {
    let time = time ?? milliseconds
    let entry = Sample.entry(last.value + 1, event, session, number: number, at: time, by: writer)
    entries.append(entry)
    verdicts.append(roster.apply(entry))
    return verdicts[verdicts.count - 1]
  }

  /// A roster of its own that folds the same entries.
  static func replay(_ entries: [Entry]) -> (roster: Roster, verdicts: [Verdict]) {
    var roster = Roster()
    var verdicts: [Verdict] = []
    for entry in entries { verdicts.append(roster.apply(entry)) }
    return (roster, verdicts)
  }

  /// A snapshot's bytes, all parts of them.
  static func encode(_ roster: Roster) -> [UInt8] {
    var encoder = RosterEncoder(roster)
    var bytes: [UInt8] = []
    while !encoder.isFinished { bytes += encoder.nextPart() }
    return bytes
  }

  /// What a roster shows of these sessions, as one comparable text.
  static func picture(of roster: Roster, _ sessions: [SessionID], numbers: Range<UInt64>) -> String {
    var lines = ["\(roster.count) \(roster.names().map { Sample.text($0) })"]
    lines += roster.ownedNames().map { "\(Sample.text($0.name)) \($0.keys.map(\.pin))" }
    for (key, name) in roster.owned.names.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      lines.append("\(Sample.text(key)) since \(name.since.value): \(name.waiting.map(\.sequence.value))")
    }
    for (node, state) in roster.nodes.sorted(by: { $0.key < $1.key }) {
      lines.append("node \(node) \(state.renewed.value) \(state.renewedAt) \(state.node.lease)")
    }
    lines.append("stranded \(roster.hasStranded) \(roster.stranded(limit: .max).map(\.low))")
    for session in sessions {
      lines.append(
        """
        \(session.low) \(roster.isResumable(session)) \(roster.bearsName(session)) \
        \(roster.identity(of: session).map { Sample.text($0.name) } ?? "-") \
        away \(roster.awaySince(session)?.value ?? 0) gone \(roster.goneSince(session)?.value ?? 0) \
        missed \(roster.missed(by: session).map { "\($0.sequence.value)<\($0.sender.low)" }) \
        node \(roster.node(of: session).map { "\($0)" } ?? "-") \
        devices \(roster.isLast(session)) owner \(roster.owner(of: session)?.low ?? 0) \
        answers \(numbers.map { roster.answer(to: $0, in: session)?.value ?? 0 })
        """)
    }
    return lines.joined(separator: "\n")
  }
}
