/// How long the journal keeps what it has. Times are in milliseconds.
package struct Retention: Sendable, Equatable {
  /// Public messages, and who entered and left.
  package var messages: Int64
  /// Private messages that were delivered; 0 is until then. Those that are still to be delivered are kept.
  package var privateMessages: Int64

  /// 30 days and 1 day, where nothing else is said.
  package init(messages: Int64 = 30 * 86_400_000, privateMessages: Int64 = 86_400_000) {
    self.messages = messages
    self.privateMessages = privateMessages
  }
}
