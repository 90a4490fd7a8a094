import Reactor

/// What a server has written, line by line, as it grows. Owned by the thread that made it.
final class LogTail {
  private let file: FileDescriptor
  private var rest: [UInt8] = []
  private var lines: [String] = []

  /// Follows a file that is there.
  init(_ path: String) throws(SystemError) { file = try FileDescriptor.opening(path) }

  /// How many whole lines there are by now.
  func count() throws -> Int {
    try read()
    return lines.count
  }

  /// How many lines from that one on hold all of these texts.
  func count(_ texts: String..., from start: Int = 0) throws -> Int {
    try read()
    return lines[start...].count(where: { line in texts.allSatisfy { line.contains($0) } })
  }

  private func read() throws {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var span = buffer.mutableSpan
      guard let count = try file.read(into: &span), count > 0 else { return }
      rest += buffer[..<count]
      var start = 0
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        lines.append(String(decoding: rest[start..<end], as: UTF8.self))
        start = end + 1
      }
      rest.removeFirst(start)
    }
  }
}
