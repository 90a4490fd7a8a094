/// Cuts what came into lines, by code of its own, since the server's is what is tested.
struct TestLines {
  /// How the stream ended, cleanly or not; nil while it goes on.
  var end: Bool?
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0

  /// What came after the last whole line.
  var rest: ArraySlice<UInt8> { bytes[start...] }

  mutating func append(_ more: ArraySlice<UInt8>) {
    if start > bytes.count / 2 {
      bytes.removeFirst(start)
      searched -= start
      start = 0
    }
    bytes.append(contentsOf: more)
  }

  mutating func next() -> String? {
    guard let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = bytes.count
      return nil
    }
    defer {
      start = end + 1
      searched = start
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
