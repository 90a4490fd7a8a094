// What the plain faces print.
extension Wording {
  /// The lines of an entry as plain text, marks included. None for our own line that was accepted: whoever
  /// reads plain lines has it on the screen already, or in the pipe that it came from.
  package func lines(of entry: TranscriptEntry) -> [String] {
    switch entry.fate {
    case .accepted: return []
    case .refused(_, let words): return ["! " + words]
    case .unsent: return entry.typed.map { "! " + unsent($0) }
    case .unsettled: return entry.typed.map { "! " + unsettled($0) }
    case nil: break
    }
    switch entry.content {
    case .message(let from, let body): return body.map { "\(from): \($0)" }
    case .whisper(let from, let to, let body):
      // To us, the sender is enough.
      let who = entry.isToUs ? from : "\(from)>\(to)"
      let front = entry.isLate ? "\(privateMark) \(moment(entry.milliseconds))" : privateMark
      return body.map { "\(front) \(who): \($0)" }
    case .joined(let name): return ["* " + joined(name)]
    case .left(let name, let reason): return ["* " + left(name, reason)]
    case .notice(let words): return ["* " + words]
    case .earlier: return [earlier]
    case .refusal(let words): return ["! " + words]
    case .state(let words): return [words]
    case .command(let lines): return lines
    }
  }
}
