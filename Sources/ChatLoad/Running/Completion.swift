/// That a thread's receivers all have a message.
struct Completion: Sendable {
  var sender: Int
  var number: Int
  var sentAt: Int64
  /// When the last of them got it.
  var arrivedAt: Int64
}
