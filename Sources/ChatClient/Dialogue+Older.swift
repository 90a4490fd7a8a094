import Wire

// What was said before we came, on the screen.
extension Dialogue {
  /// Somebody wants to see what is older than the oldest message.
  package mutating func askOlder() {
    guard !isLeaving, !hasInputEnded else { return }
    switch older {
    case .unknown, .asked, .beginning: break
    case .none: older = .beginning
    case .more, .refused:
      guard !transcript.isFull else { return }
      older = .asked
      commands.append(.older)
    }
  }

  /// What there is to say above the oldest message, fit to be shown; nil for nothing.
  package var olderWords: String? {
    let wording = transcript.wording
    switch older {
    case .unknown: return nil
    case .none, .beginning:
      if transcript.hasDropped { return wording.olderFull }
      return older == .none ? nil : wording.olderNone
    case .asked: return wording.olderAsked
    case .more: return transcript.isFull ? wording.olderFull : wording.olderHint
    case .refused(let words): return words
    }
  }

  mutating func followOlder(_ event: ClientEvent) {
    switch event {
    case .older(let lines, isMissed: false):
      if !lines.isEmpty { older = .more } else { older = older == .asked ? .beginning : .none }
    case .olderRefused(let code, let words):
      // A server that knows no such request is not asked again.
      let isUnknown = code == Refusal.noSuchCommand.rawValue
      older = isUnknown ? .unknown : .refused(Sanitizer.displaySafe(transcript.wording.refusal(code, words)))
    case .otherRoom: older = .unknown
    // It was not asked in this session.
    case .entered: if older == .asked { older = .more }
    default: break
    }
  }
}
