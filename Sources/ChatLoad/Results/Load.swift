/// What is asked of a server, whichever it is.
package struct Load: Codable, Equatable, Sendable {
  package var mode: Mode
  package var language: Language
  /// Connections that only listen; `private`: all of them, two a pair; `handshake`: under way at once.
  package var receivers: Int
  /// Connections that speak to all others, besides the receivers.
  package var senders = 0
  /// Messages under way a sender (`fanout`).
  package var window = 1
  /// Messages a second of all senders together (`paced`).
  package var rate = 0.0
  /// Bytes of text a message.
  package var textBytes = 100
  /// How long is sent.
  package var seconds: Double
  /// Threads of papo-bench.
  package var threads = 1

  package init(mode: Mode, language: Language, receivers: Int, seconds: Double) {
    self.mode = mode
    self.language = language
    self.receivers = receivers
    self.seconds = seconds
  }
}
