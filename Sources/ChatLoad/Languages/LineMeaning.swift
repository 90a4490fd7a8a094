/// What a line without a mark means to papo-bench.
package enum LineMeaning: Equatable, Sendable {
  /// Nothing to act upon: notices, lists, other people's words.
  case nothing
  /// The welcome is complete.
  case entered
  /// irc: the name was taken, and a channel may be joined.
  case registered
  /// What was sent was not accepted, or the server is about to end the connection.
  case refused
  /// The other side wants to hear this back: the argument of `PING`, or nothing.
  case ping(Range<Int>)
  /// numbered: our line with that number was accepted, and is in the journal as that; nil: not journalled.
  case accepted(number: Int, sequence: Int?)
  /// numbered: where the token stands that takes the session up.
  case session(Range<Int>)
  /// numbered: something that has a place in the journal.
  case entry(sequence: Int)
}
