import ChatClient
import Wire

// A dialogue as a test speaks with it.
extension Dialogue {
  /// Types lines.
  package mutating func type(_ lines: String...) {
    for line in lines { take(.line(Array(line.utf8))) }
  }

  /// What standard output was told since the last call.
  package mutating func shown() -> [String] {
    let wording = transcript.wording
    return takeOutput().flatMap(wording.lines)
  }

  /// What the link was told since the last call, as words.
  package mutating func done() -> [String] {
    takeCommands().map {
      switch $0 {
      case .say(let line): "say " + String(decoding: line.typed, as: UTF8.self)
      case .name(let name): "name \(name)"
      case .trust(let pins): "trust " + pins.map(\.description).joined(separator: ";")
      case .older: "older"
      case .leaveWhenAnswered: "leaveWhenAnswered"
      case .leaveNow: "leaveNow"
      case .stop(let end): "stop \(end)"
      }
    }
  }
}
