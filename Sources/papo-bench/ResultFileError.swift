/// Why results cannot be read.
enum ResultFileError: Error, Equatable, CustomStringConvertible {
  case unreadable(path: String)
  /// Lines are counted from 1.
  case malformed(path: String, line: Int, reason: String)

  var description: String {
    switch self {
    case .unreadable(let path): "\(path): it cannot be read"
    case .malformed(let path, let line, let reason):
      "\(path):\(line): not a result of papo-bench: \(reason)"
    }
  }
}
