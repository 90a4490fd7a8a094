/// What is spoken to a server.
package enum Language: String, Codable, CaseIterable, Sendable {
  /// papo's dialect for people.
  case plain
  /// papo's dialect for programs, `papo/1`.
  case numbered
  /// RFC 2812.
  case irc
}
