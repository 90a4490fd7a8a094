/// What is measured.
package enum Mode: String, Codable, CaseIterable, Sendable {
  /// Senders keep as many messages under way as their window allows: the next goes out when every receiver
  /// has one.
  case fanout
  /// Messages are sent when they are due, whatever became of those before.
  case paced
  /// Pairs write to one another, each answering the other.
  case `private`
  /// Connections that say nothing: memory, and what a newcomer costs.
  case idle
  /// Connect, enter, leave, again and again.
  case handshake
  /// Everyone loses the connection, misses messages, and comes back at once.
  case resume
}
