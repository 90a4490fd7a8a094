/// A row of an input field: a part of one line of its text. All places are bytes of UTF-8.
struct FieldRow: Sendable, Equatable {
  /// Where it begins and ends, its line feed not included.
  let start: Int
  let end: Int
  /// The first place in it where the cursor may stand; nil if there is none but its end.
  let first: Int?
  /// Whether the line ends here, so that the cursor may stand at the end too.
  let endsLine: Bool
  /// How many columns it takes.
  let columns: Int
}
