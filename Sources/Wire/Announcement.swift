/// What somebody who runs the room did to others, as all are told: `* kicked NAME BY MINUTES`,
/// `* banned WHAT BY`, `* pardoned WHAT BY`. The strings are as the server sent them, as in `ServerLine`.
package enum Announcement: Sendable, Equatable {
  /// Someone was sent away, and cannot come back for so many minutes.
  case kicked(name: String, by: String, minutes: UInt64)
  /// This key (as a pin) or address is not let in any more.
  case banned(String, by: String)
  /// It is let in again.
  case pardoned(String, by: String)

  /// Parses what follows `* `; nil for anything else.
  static func parse(_ line: ArraySlice<UInt8>) -> Announcement? {
    let words = line.split(separator: .space, maxSplits: 4, omittingEmptySubsequences: false)
    guard words.count > 2, words.allSatisfy({ !$0.isEmpty }) else { return nil }
    let text = words.map { String(decoding: $0, as: UTF8.self) }
    switch (text[0], words.count) {
    case ("kicked", 4):
      return Decimal.parse(words[3]).map { .kicked(name: text[1], by: text[2], minutes: $0) }
    case ("banned", 3): return .banned(text[1], by: text[2])
    case ("pardoned", 3): return .pardoned(text[1], by: text[2])
    default: return nil
    }
  }
}
