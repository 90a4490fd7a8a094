import Journal
import TestSupport

@testable import ChatServer

/// Entries of every kind by a few sessions, sensible ones and others, the same for the same seed.
struct EntryStream {
  static let sessions = (0..<8).map { Sample.session($0) }
  /// The numbers of the sessions' lines are below it.
  static let numbers: UInt64 = 12
  /// Who writes; 0 tells nothing of itself.
  static let writers: ClosedRange<UInt64> = 0...3

  private var random: SeededRandom

  init(seed: Int) { random = SeededRandom(seed: UInt64(seed)) }

  /// Commits the next one and folds it.
  mutating func next(into bench: inout RosterBench) {
    let session = Self.sessions[random.below(8)]
    let name = "n\(random.below(5))"
    let at = SequenceNumber(max(1, bench.last.value &- UInt64(random.below(6))))
    let event: Event =
      switch random.below(17) {
      case 0, 1, 2: joined(name, bench.roster)
      case 3: Sample.said("x")
      case 4: .whispered(Sample.whisper("x", to: addressee(bench.roster)))
      case 5: .away(random.once(in: 5) ? .shutdown : .lost)
      case 6: .returned
      case 7:
        Sample.left(
          name, .lost, awaySince: bench.roster.awaySince(session) ?? at,
          isLast: isLast(session, bench.roster))
      case 8:
        random.once(in: 3)
          ? Sample.left(name, isLast: isLast(session, bench.roster)) : .said(name: [], text: [])
      case 9: change(name)
      case 10: Sample.kicked(Self.sessions[random.below(8)], for: UInt32(random.below(2)), name)
      case 11: Sample.banned(name)
      case 12: Sample.pardoned(name)
      case 13: .forgotten(owner: addressee(bench.roster), through: at)
      case 14: Sample.serves(lease: random.once(in: 2) ? 10 : 200_000)
      case 15: ended(bench.roster, at)
      default: .ended(goneSince: random.once(in: 2) ? bench.roster.goneSince(session) ?? at : at)
      }
    // Now and then so much later that names which nobody bears are free again.
    bench.milliseconds += random.once(in: 50) ? OwnedName.lifetime : random.once(in: 20) ? 150_001 : 1
    var author = session
    if case .keys(let change) = event, change.kind == .given || change.kind == .freed { author = .server }
    switch event {
    case .forgotten, .nodeServes, .nodeEnded: author = .server
    default: break
    }
    let writer = writer(of: session, bench.roster)
    bench.apply(event, author, number: UInt64(random.below(Int(Self.numbers))), by: writer)
  }

  /// Mostly the session's own node, where it is here.
  private mutating func writer(of session: SessionID, _ roster: Roster) -> UInt64 {
    let writer = UInt64(random.below(Self.writers.count))
    return random.once(in: 3) ? writer : roster.node(of: session) ?? writer
  }

  /// Mostly by its last entry, or by itself.
  private mutating func ended(_ roster: Roster, _ at: SequenceNumber) -> Event {
    let node = UInt64(random.below(Self.writers.count))
    let since = random.once(in: 4) ? at : roster.nodes[node]?.renewed
    return .nodeEnded(node: node, since: random.once(in: 4) ? nil : since)
  }

  private mutating func change(_ name: String) -> Event {
    let key = random.below(3)
    return switch random.below(4) {
    case 0: Sample.change(.given, name, key)
    case 1: Sample.change(.freed, name, nil)
    case 2: Sample.change(.removed, name, key)
    default: Sample.change(.added, name, key)
    }
  }

  /// As a guest, or with one of a few keys; mostly as the roster would have it.
  private mutating func joined(_ name: String, _ roster: Roster) -> Event {
    guard random.once(in: 2) else { return Sample.joined(name, isResumable: !random.once(in: 4)) }
    let key = random.below(3)
    guard random.once(in: 4) else {
      return .joined(
        roster.identity(
          Sample.bytes(name), Sample.bytes(name), isResumable: true, shown: Sample.key(key), at: 1_000))
    }
    return Sample.joined(name, keys: key)
  }

  /// Mostly as the roster would have it.
  private mutating func isLast(_ session: SessionID, _ roster: Roster) -> Bool {
    roster.isLast(session) != random.once(in: 5)
  }

  /// A session, or the owner of a name.
  private mutating func addressee(_ roster: Roster) -> SessionID {
    let name = roster.owned.names[Sample.bytes("n\(random.below(5))")]
    let session = Self.sessions[random.below(8)]
    return random.once(in: 2) ? name?.owner ?? session : session
  }
}
