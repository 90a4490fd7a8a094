import ChatClient
import Wire

// What the clients tell.
extension CrashRun {
  /// Takes all that the clients have told since the last time.
  func hear() {
    for place in clients.indices {
      guard let client = clients[place] else { continue }
      hear(client)
      if client.end != nil { clients[place] = nil }
    }
    for client in leaving { hear(client) }
    leaving.removeAll { $0.end != nil }
    // Behind the events, so that whatever led to one of them is in it.
    var lines: [(person: Int, line: ServerLine)] = []
    witnessed.drain(into: &lines)
    for (person, line) in lines { checker.heard(person, line) }
    tally.received = checker.toldCount
  }

  private func hear(_ client: CrashClient) {
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
    case .nameRefused(_, let code, let words): complain(client, "\(code): \(words)")
    case .answered(let id, let fate): answered(id, fate, client)
    case .ended(let end): ended(end, client)
    default: break
    }
  }

  private func answered(_ id: Int, _ fate: Fate, _ client: CrashClient) {
    guard let text = client.unanswered.removeValue(forKey: id) else { return }
    switch fate {
    case .accepted: tally.acknowledged += 1
    case .refused: tally.refused += 1
    case .unsent, .unsettled: tally.left += 1
    }
    checker.answered(text, fate)
  }

  private func ended(_ end: ClientEnd, _ client: CrashClient) {
    client.end = end
    checker.ended(client.person)
    if client.hasEntered {
      if !client.isLeaving || end != .left { complain(client, "\(end)") }
    } else {
      // Whoever is cut before having entered takes that for the server's nature; another one tries.
      tally.failed += 1
    }
  }

  private func complain(_ client: CrashClient, _ words: String) {
    checker.violations.append(CrashViolation(kind: .ended, person: client.name, words: words))
  }
}
