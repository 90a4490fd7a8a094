import Journal
import Wire

/// An entry as one session sees it, later than when it happened.
enum EntryRenderer {
  /// A line of `#historico`.
  static func appendOld(_ entry: Entry, for session: SessionID, in dialect: Dialect, to bytes: inout [UInt8])
  {
    switch (entry.event, dialect) {
    case (.said(let name, let text), .plain):
      PlainRenderer.appendPublic(from: name, text: text, to: &bytes)
    case (.said(let name, let text), .numbered):
      NumberedRenderer.appendPublic(
        sequence: entry.sequence.value, milliseconds: entry.milliseconds, from: name, text: text, old: true,
        to: &bytes)
    case (.whispered(let whisper), .plain):
      // One's own private lines name the addressee as well: nobody's name holds a ">", so it cannot be
      // mistaken.
      let from = entry.session == session ? whisper.from + [UInt8(ascii: ">")] + whisper.to : whisper.from
      PlainRenderer.appendPrivate(from: from, text: whisper.text, to: &bytes)
    case (.whispered(let whisper), .numbered):
      NumberedRenderer.appendPrivate(
        sequence: entry.sequence.value, milliseconds: entry.milliseconds, from: whisper.from,
        addressee: whisper.to, text: whisper.text, old: true, to: &bytes)
    case (.joined, _), (.away, _), (.returned, _), (.left, _), (.ended, _), (.keys, _), (.forgotten, _),
      (.kicked, _), (.banned, _), (.pardoned, _), (.nodeServes, _), (.nodeEnded, _):
      break
    }
  }

  /// A line of what a numbered session missed, for whom it is shown to: everybody, of a private message whose
  /// it is. Nothing for what nobody is told.
  static func appendMissed(_ entry: Entry, to bytes: inout [UInt8]) {
    let sequence = entry.sequence.value
    let milliseconds = entry.milliseconds
    switch entry.event {
    case .said(let name, let text):
      NumberedRenderer.appendPublic(
        sequence: sequence, milliseconds: milliseconds, from: name, text: text, old: false, to: &bytes)
    case .whispered(let whisper):
      NumberedRenderer.appendPrivate(
        sequence: sequence, milliseconds: milliseconds, from: whisper.from, addressee: whisper.to,
        text: whisper.text, old: false, to: &bytes)
    case .joined(let identity) where !identity.isFurther:
      if !identity.keys.isEmpty {
        NumberedRenderer.appendKeys(of: identity.name, identity.keys.lazy.map(\.pin), to: &bytes)
      }
      NumberedRenderer.appendJoined(
        sequence: sequence, milliseconds: milliseconds, name: identity.name, old: false, to: &bytes)
    case .left(let name, let cause, _, isLast: true):
      NumberedRenderer.appendLeft(
        sequence: sequence, milliseconds: milliseconds, name: name, reason: LeaveReason(cause), old: false,
        to: &bytes)
    case .keys(let change) where change.kind == .added || change.kind == .removed:
      NumberedRenderer.appendKeys(of: change.name, change.keys.lazy.map(\.pin), to: &bytes)
    case .kicked(let kick):
      NumberedRenderer.appendKicked(
        sequence: sequence, milliseconds: milliseconds, name: kick.name, by: kick.by, minutes: kick.minutes,
        to: &bytes)
    case .banned(let subject, let by):
      NumberedRenderer.appendBanned(
        sequence: sequence, milliseconds: milliseconds, subject: subject, by: by, to: &bytes)
    case .pardoned(let subject, let by):
      NumberedRenderer.appendPardoned(
        sequence: sequence, milliseconds: milliseconds, subject: subject, by: by, to: &bytes)
    case .joined, .left, .away, .returned, .ended, .keys, .forgotten, .nodeServes, .nodeEnded: break
    }
  }
}
