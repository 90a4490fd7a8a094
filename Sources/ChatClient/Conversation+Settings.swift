import TLS
import Wire

// What the server says of the room and of us: `= KEY VALUE…`.
extension Conversation {
  mutating func take(setting key: String, _ value: String, at now: Int64) {
    switch key {
    case "room":
      if room != value {
        if room != nil { forgetOlder() }
        kept.last = 0
        kept.told = []
        room = value
        if case .entering = phase { cursor = entrySequence } else { cursor = 0 }
      }
    case "session":
      let bytes = Base64URL.decode(Array(value.utf8)[...])
      token = bytes?.count == ClientLine.tokenBytes ? bytes : nil
    case "here":
      for name in value.split(separator: " ") {
        hereCount += 1
        if here.count < Self.maximumHere { here.append(String(name)) }
      }
    case "key": take(keys: value)
    case "keys": take(ownKeys: value)
    case "owner": take(owner: value)
    case "kept": kept.expected = UInt64(value) ?? 0
    case "next": takeNextKey(value)
    case "nodes": takeNodes(value)
    case "ready": ready()
    case "help": events.append(.help(value))
    case "gap":
      let numbers = value.split(separator: " ").compactMap { UInt64($0) }
      if numbers.count == 2 { events.append(.gap(from: numbers[0], to: numbers[1])) }
    case "undelivered":
      let sequence = UInt64(value)
      events.append(.undelivered(to: whispers.last { $0.sequence == sequence }?.to))
    case "read-only": events.append(.readOnly)
    case "bye": stopping(at: now)
    default: break
    }
  }

  private mutating func ready() {
    switch phase {
    case .entering(_, isAccepted: true):
      tellEntered()
    case .resuming where isEntryUntold:
      // The list of who is here was cut, and is not given when a session is taken up.
      unsent.insert(.who, at: 0)
      tellEntered()
    case .resuming:
      phase = .inRoom
      events.append(.resumed)
      tellKept()
      resend()
      pursueOlder()
    default: return
    }
    endWelcome()
    sendUnsent()
    leaveIfAnswered()
  }

  private mutating func tellEntered() {
    phase = .inRoom
    hasEntered = true
    isEntryUntold = false
    takeSpelling()
    toldName = name
    events.append(.entered(name: name?.description ?? "", here: here, count: hereCount, keys: keys))
    here = []
    hereCount = 0
    keys = []
    tellKept()
    beginOlder()
  }
}
