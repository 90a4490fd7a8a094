import Reactor

/// Standard error, for what is said to the person while a run goes on.
enum StandardError {
  static func write(_ text: String) {
    guard let descriptor = try? FileDescriptor.duplicate(of: 2) else { return }
    let bytes = Array("papo-bench: \(text)\n".utf8)
    _ = try? descriptor.write(bytes.span)
  }
}
