/// Why something is no text.
package enum TextError: Error, Equatable, Sendable, CaseIterable {
  /// More than `Text.maximumBytes` bytes.
  case tooLong
  /// A control character, a separator, a bidirectional override, a line break where none may be, or no UTF-8.
  case notAllowed
  /// Nothing at all.
  case empty
  /// More than `Text.maximumLines` lines.
  case tooManyLines

  /// The mistake that the server answers with.
  package var refusal: Refusal {
    switch self {
    case .tooLong, .tooManyLines: .tooLong
    case .notAllowed, .empty: .notAllowed
    }
  }
}
