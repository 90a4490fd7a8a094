import ChatClient
import Reactor
import Wire

// What the clients tell.
extension CrashCrowd {
  /// Takes what a client has told.
  func hear(_ client: CrashClient) {
    var events: [ClientEvent] = []
    client.link.events.drain(into: &events)
    client.link.drained()
    for event in events { take(event, of: client) }
  }

  private func take(_ event: ClientEvent, of client: CrashClient) {
    switch event {
    case .said(_, let text, _, isOld: false), .whispered(_, _, let text, _, isOld: false):
      checker.showed(client.person, text)
    case .entered:
      client.isInRoom = true
      client.hasEntered = true
      tally.entered += 1
    case .resumed:
      client.isInRoom = true
      tally.resumed += 1
    case .cut: client.isInRoom = false
    case .sessionEnded:
      client.isInRoom = false
      if !client.isLeaving { complain(client, "its session has ended") }
    case .offence(let words): complain(client, words)
    case .nameRefused(_, let code, let words):
      let meetsItself = hasSeveralServers && !client.hasEntered && code == Refusal.nameTaken.rawValue
      if !client.isRival, !meetsItself { complain(client, "\(code): \(words)") }
    case .answered(let id, let fate): answered(id, fate, client)
    case .ended(let end): ended(end, client)
    default: break
    }
  }

  private func answered(_ id: Int, _ fate: Fate, _ client: CrashClient) {
    guard let (text, since) = client.unanswered.removeValue(forKey: id) else { return }
    switch fate {
    case .accepted:
      tally.acknowledged += 1
      waits.append(Clock.monotonicMilliseconds - since)
    case .refused: tally.refused += 1
    case .unsent, .unsettled: tally.left += 1
    }
    checker.answered(text, fate)
  }

  private func ended(_ end: ClientEnd, _ client: CrashClient) {
    client.end = end
    // Of two rivals for a name the other one may have it.
    if !client.isRival || client.hasEntered { checker.ended(client.person) }
    if client.hasEntered {
      if !client.isLeaving || end != .left { complain(client, "\(end)") }
    } else if !client.isRival {
      // Whoever is cut before having entered takes that for the server's nature; another one tries.
      tally.failed += 1
    }
  }

  private func complain(_ client: CrashClient, _ words: String) {
    checker.violations.append(CrashViolation(kind: .ended, person: client.name, words: words))
  }
}
