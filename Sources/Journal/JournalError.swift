/// Why a journal could not be opened, read or written: for the log of whoever runs the server, without a word
/// of what people wrote.
package struct JournalError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What went wrong.
  package let kind: Kind
  /// One line: which file, what was tried, what the system said.
  package let description: String

  /// An error with its words.
  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
