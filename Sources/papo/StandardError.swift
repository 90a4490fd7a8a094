import Reactor

/// Standard error, for what is said to the person and not to a pipe. Where nobody hears it, nothing is lost.
enum StandardError {
  static func write(_ text: String) {
    guard !text.isEmpty, let descriptor = try? FileDescriptor.duplicate(of: 2) else { return }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, let written = try? descriptor.write(rest.span) { rest = rest.dropFirst(written) }
  }
}
