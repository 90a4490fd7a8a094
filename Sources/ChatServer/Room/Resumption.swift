import Journal

/// How an attachment took its session up. A class, since few have one.
final class Resumption {
  /// The line that asked for it.
  let request: Request
  /// The session's private messages that never arrived, of which it is told when it is taken up.
  var undelivered: [SequenceNumber] = []

  init(_ request: Request) { self.request = request }
}
