import TLS
import Wire

/// Turns what the link tells into the lines that a person reads, and keeps the newest of them. Pure, and the
/// same for a pipe and for a screen.
package struct Transcript: Sendable {
  /// The most lines that are kept unless told otherwise.
  package static let standardLines = 2_000

  /// The most lines of one text; a server that sends more has the rest on the last one.
  static let maximumTextLines = Text.maximumLines

  /// The most characters of a name that are shown; only a server that lies sends more.
  static let maximumNameCharacters = 2 * Name.maximumCharacters

  /// The words.
  package let wording: Wording

  /// The newest lines, the oldest first.
  package private(set) var lines: [TranscriptLine] = []

  private let maximumLines: Int
  private var ownName = ""

  /// An empty transcript that keeps at most `maximumLines`.
  package init(_ wording: Wording, maximumLines: Int = Transcript.standardLines) {
    precondition(maximumLines > 0, "a transcript without a line")
    self.wording = wording
    self.maximumLines = maximumLines
  }

  /// Takes an event and answers the lines that it is to a person; none for what only programs want to know.
  @discardableResult
  package mutating func take(_ event: ClientEvent) -> [TranscriptLine] {
    if case .entered(let name, _, _) = event { ownName = name }
    let new = render(event)
    add(new)
    return new
  }

  private mutating func add(_ new: [TranscriptLine]) {
    lines += new
    // By a quarter at a time, so that not every line moves all others.
    if lines.count > maximumLines + maximumLines / 4 { lines.removeFirst(lines.count - maximumLines) }
  }

  private func render(_ event: ClientEvent) -> [TranscriptLine] {
    switch event {
    case .said(let from, let text, let time, let isOld):
      return Self.split(text).map {
        TranscriptLine(.message, "\(name(from)): \($0)", milliseconds: time, isOld: isOld)
      }
    case .whispered(let from, let to, let text, let time, let isOld):
      // To us, the sender is enough.
      let who = to == ownName && from != ownName ? name(from) : "\(name(from))>\(name(to))"
      return Self.split(text).map {
        TranscriptLine(
          .privateMessage, "\(wording.privateMark) \(who): \($0)", milliseconds: time, isOld: isOld)
      }
    case .joined(let who, let time, let isOld):
      return [
        TranscriptLine(.notice, "* " + wording.joined(name(who)), milliseconds: time, isOld: isOld)
      ]
    case .left(let who, let reason, let time, let isOld):
      return [
        TranscriptLine(.notice, "* " + wording.left(name(who), reason), milliseconds: time, isOld: isOld)
      ]
    case .entered(let who, let here, let count):
      return notice(wording.entered(name(who), here.map(name), count))
    case .here(let here, let count): return notice(wording.here(here.map(name), count))
    case .help(let words): return notice(words)
    case .sessionEnded: return notice(wording.sessionEnded)
    case .historyBegan: return notice(wording.historyBegan)
    case .historyEnded(let count): return notice(wording.historyEnded(count))
    case .gap(let from, let to): return notice(wording.gap(from, to))
    case .undelivered(let to): return notice(wording.undelivered(to.map(name)))
    case .refused(let code, let words): return refusal(wording.refusal(code, words))
    case .offence(let words): return refusal(wording.offence(words))
    case .unsent(let line): return Self.split(line).flatMap { refusal(wording.unsent($0)) }
    case .unsettled(let line): return Self.split(line).flatMap { refusal(wording.unsettled($0)) }
    case .nameRefused(let name, let code, let words):
      return [TranscriptLine(.state, wording.nameRefused(name, code, words))]
    case .certificateExpired(let end):
      return [TranscriptLine(.state, wording.expired(Day(seconds: end)))]
    case .serverStops: return [TranscriptLine(.state, wording.serverStops)]
    case .resumed: return [TranscriptLine(.state, wording.resumed)]
    case .cut(let reason): return [TranscriptLine(.state, wording.cut(reason))]
    case .stillCut(let reason): return [TranscriptLine(.state, wording.stillCut(reason))]
    case .answered, .nameNeeded, .keyShown, .ended: return []
    }
  }

  private func notice(_ words: String) -> [TranscriptLine] { [TranscriptLine(.notice, "* " + words)] }

  private func refusal(_ words: String) -> [TranscriptLine] { [TranscriptLine(.refusal, "! " + words)] }

  private func name(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard scalars.count > Self.maximumNameCharacters else { return name }
    return String(String.UnicodeScalarView(scalars.prefix(Self.maximumNameCharacters))) + "…"
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: "\n", maxSplits: maximumTextLines - 1, omittingEmptySubsequences: false)
      .map(String.init)
  }
}
