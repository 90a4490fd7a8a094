import TLS
import Wire

// What an event is to a person.
extension Transcript {
  /// An event's content, not yet fit to be shown, the server's time where it has one, and whether it is old.
  typealias Rendering = (content: TranscriptEntry.Content, milliseconds: Int64?, isOld: Bool)

  func render(_ event: ClientEvent) -> Rendering? {
    switch event {
    case .said(let from, let text, let time, let isOld):
      return (.message(from: Self.cut(from), body: Self.split(text)), time, isOld)
    case .whispered(let from, let to, let text, let time, let isOld):
      let content = TranscriptEntry.Content.whisper(
        from: Self.cut(from), to: Self.cut(to), body: Self.split(text))
      return (content, time, isOld)
    case .joined(let who, let time, let isOld): return (.joined(Self.cut(who)), time, isOld)
    case .left(let who, let reason, let time, let isOld):
      return (.left(Self.cut(who), reason), time, isOld)
    case .announced(let announcement, let time, let isOld):
      return (.notice(wording.announcement(announcement.cut)), time, isOld)
    default: return words(event).map { ($0, nil, false) }
    }
  }

  private func words(_ event: ClientEvent) -> TranscriptEntry.Content? {
    switch event {
    case .entered(let who, let here, let count, _):
      .notice(wording.entered(Self.cut(who), marked(here.map(Self.cut)), count))
    case .here(let here, let count): .notice(wording.here(marked(here.map(Self.cut)), count))
    case .ownKeys(let pins): .notice(wording.ownKeys(pins))
    case .owner(let name, let pins): .notice(wording.keys(of: Self.cut(name), pins))
    // Of others' keys only what follows is told.
    case .keys(let keys): keys.name == ownName ? .notice(wording.ownKeys(keys.pins)) : nil
    case .help(let words): .notice(words)
    case .sessionEnded: .notice(wording.sessionEnded)
    case .historyBegan: .notice(wording.historyBegan)
    case .historyEnded(let count): .notice(wording.historyEnded(count))
    case .gap(let from, let to): .notice(wording.gap(from, to))
    case .undelivered(let to): .notice(wording.undelivered(to.map(Self.cut)))
    case .refused(let code, let words): .refusal(wording.refusal(code, words))
    case .offence(let words): .refusal(wording.offence(words))
    case .nameRefused(let name, let code, let words): .state(wording.nameRefused(name, code, words))
    case .certificateExpired(let end): .state(wording.expired(Day(seconds: end)))
    case .readOnly: .state(wording.readOnly)
    case .serverStops: .state(wording.serverStops)
    case .resumed: .state(wording.resumed)
    case .cut(let reason): .state(wording.cut(reason))
    case .stillCut(let reason): .state(wording.stillCut(reason))
    case .said, .whispered, .joined, .left, .older, .olderMissing, .olderRefused, .otherRoom, .answered,
      .announced, .kept, .nameNeeded, .nodeMet, .nodes, .keyShown, .keyMet, .nextKey, .ended:
      nil
    }
  }
}

extension Announcement {
  /// With as much of its strings as is shown.
  fileprivate var cut: Announcement {
    let cut = Transcript.cut
    return switch self {
    case .kicked(let name, let by, let minutes): .kicked(name: cut(name), by: cut(by), minutes: minutes)
    case .banned(let what, let by): .banned(cut(what), by: cut(by))
    case .pardoned(let what, let by): .pardoned(cut(what), by: cut(by))
    }
  }
}
