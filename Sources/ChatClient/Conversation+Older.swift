import Wire

// The older messages that we ask for ourselves: the last ones on entering, more of them when somebody scrolls
// up to the oldest, and what was missed between two sessions. Nobody sees the requests; what answers them is
// told as `ClientEvent.older`.
extension Conversation {
  /// How many are asked for on entering.
  package static let firstPage = 50

  /// How many are asked for when the oldest is reached.
  package static let nextPage = 100

  /// How many of what was missed between two sessions are asked for at a time.
  package static let missedPage = ClientLine.maximumHistory

  /// The most lines that are fetched of what was missed between two sessions: more is not kept anyway.
  package static let maximumMissed = Transcript.standardEntries

  /// How long the server lets one wait for another request, in milliseconds.
  package static let olderPauseMilliseconds: Int64 = 2_000

  /// What was said between two sessions of ours, by sequence number, as far as it is still to be asked for.
  struct Missed {
    /// The first number that was told in this session or in answer to an earlier request.
    var before: UInt64
    /// The last one that was told in the session before.
    let told: UInt64
    /// How many lines have come.
    var count = 0
  }

  /// Asks for more older messages, as soon as we are in the room. One `ClientEvent.older` that is not missed,
  /// or `olderRefused`, follows, unless we enter anew before that. Does nothing while others are asked for.
  package mutating func askOlder() {
    guard oldest != nil, wantedOlder == nil else { return }
    wantedOlder = Self.nextPage
    pursueOlder()
  }

  /// We are in the room in a new session.
  mutating func beginOlder() {
    guard showsOlder else { return }
    olderRetryAt = nil
    if oldest == nil {
      oldest = entrySequence
    } else {
      missed = Missed(before: entrySequence, told: toldSequence)
    }
    wantedOlder = hasFirstPage ? nil : Self.firstPage
    pursueOlder()
  }

  /// Sends the next request, where one is wanted and none is under way.
  mutating func pursueOlder() {
    guard phase == .inRoom, leaving == .no, olderRetryAt == nil,
      !sent.contains(where: { $0.line.kind == .older })
    else { return }
    if let missed {
      unsent.insert(.older(Self.missedPage, before: missed.before), at: 0)
    } else if let wantedOlder, let oldest {
      unsent.insert(.older(wantedOlder, before: oldest), at: 0)
    } else {
      return
    }
    page = OlderPage()
    sendUnsent()
  }

  /// When a request that came too soon is due again; nil where it does not wait for the time.
  var olderDeadline: Int64? { phase == .inRoom && leaving == .no ? olderRetryAt : nil }

  mutating func retryOlder(at now: Int64) {
    guard let time = olderDeadline, now >= time else { return }
    olderRetryAt = nil
    pursueOlder()
  }

  /// Whether an old line belongs to a request of ours: answers come in the order of the lines.
  var isReceivingOlder: Bool {
    sent.first { $0.line.kind == .history || $0.line.kind == .older }?.line.kind == .older
  }

  /// Takes an old line that belongs to a request of ours.
  mutating func take(older event: ClientEvent, _ sequence: UInt64) {
    guard let bytes = event.textBytes, let before = missed?.before ?? oldest else { return }
    let isKept = kept.told.contains(sequence)
    page.take(
      isKept ? nil : event, sequence, bytes: isKept ? 0 : bytes, before: before, told: missed?.told ?? 0)
  }

  /// All lines of the page have come.
  mutating func olderAccepted() {
    let received = page
    page = OlderPage()
    if var rest = missed {
      if let oldest = received.oldest {
        events.append(.older(received.events, isMissed: true))
        rest.before = oldest
        rest.count += received.events.count
      }
      missed = rest
      if received.oldest == nil || received.meetsTold {
        missed = nil
      } else if rest.count >= Self.maximumMissed {
        abandonMissed()
      }
    } else {
      oldest = received.oldest ?? oldest
      wantedOlder = nil
      hasFirstPage = true
      events.append(.older(received.events, isMissed: false))
    }
    pursueOlder()
  }

  mutating func olderRefused(_ code: String, _ words: String, at now: Int64) {
    if code == Refusal.tooFast.rawValue {
      olderRetryAt = now + Self.olderPauseMilliseconds
    } else if missed != nil {
      abandonMissed()
      pursueOlder()
    } else {
      wantedOlder = nil
      hasFirstPage = true
      events.append(.olderRefused(code: code, words: words))
    }
  }

  /// No more of what was missed is asked for, though it does not meet what was told before.
  mutating func abandonMissed() {
    guard missed != nil else { return }
    missed = nil
    events.append(.olderMissing)
  }

  /// What was told before is of another room, whose numbers mean nothing in this one.
  mutating func forgetOlder() {
    oldest = nil
    missed = nil
    wantedOlder = nil
    hasFirstPage = false
    olderRetryAt = nil
    if showsOlder { events.append(.otherRoom) }
  }
}
