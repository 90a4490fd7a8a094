import CLinux

/// A system call that failed: its name and its errno, taken once, right after the call.
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The call's name as its manual page has it, for instance `accept4`.
  package let call: String

  /// The errno (errno(3)), for instance `EMFILE`.
  package let code: Int32

  /// An error of the call `call` with the errno `code`.
  package init(call: String, code: Int32) {
    self.call = call
    self.code = code
  }

  /// Such as `accept4: Too many open files (EMFILE)`; English whatever the locale, since it is for logs.
  package var description: String {
    guard let words = unsafe linux_error_words(code), let symbol = unsafe linux_error_symbol(code) else {
      return "\(call): errno \(code)"
    }
    return unsafe "\(call): \(String(cString: words)) (\(String(cString: symbol)))"
  }
}
