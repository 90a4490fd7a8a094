import Journal
import TestSupport

@testable import ChatServer

/// Entries of every kind by a few sessions, sensible ones and others, the same for the same seed.
struct EntryStream {
  static let sessions = (0..<8).map { Sample.session($0) }
  /// The numbers of the sessions' lines are below it.
  static let numbers: UInt64 = 12

  private var random: SeededRandom

  init(seed: Int) { random = SeededRandom(seed: UInt64(seed)) }

  /// Commits the next one and folds it.
  mutating func next(into bench: inout RosterBench) {
    let session = Self.sessions[random.below(8)]
    let name = "n\(random.below(5))"
    let at = SequenceNumber(max(1, bench.last.value &- UInt64(random.below(6))))
    let event: Event =
      switch random.below(13) {
      case 0, 1, 2: Sample.joined(name, isResumable: !random.once(in: 4))
      case 3: Sample.said("x")
      case 4: .whispered(Sample.whisper("x", to: Self.sessions[random.below(8)]))
      case 5: .away(.lost)
      case 6: .returned
      case 7: Sample.left(name, .lost, awaySince: bench.roster.awaySince(session) ?? at)
      case 8: random.once(in: 3) ? Sample.left(name) : .said(name: [], text: [])
      case 9: Sample.kicked(Self.sessions[random.below(8)], for: UInt32(random.below(2)), name)
      case 10: Sample.banned(name)
      case 11: Sample.pardoned(name)
      default: .ended(goneSince: random.once(in: 2) ? bench.roster.goneSince(session) ?? at : at)
      }
    bench.apply(event, session, number: UInt64(random.below(Int(Self.numbers))))
  }
}
