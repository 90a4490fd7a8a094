@testable import ChatServer

extension MissedPart {
  /// All that it still has for its session.
  var text: String {
    var part = self
    var bytes = front
    while let (shared, range) = part.take(atMost: IOThread.recordBytes) { bytes += shared[range] }
    return Sample.text(bytes)
  }
}
