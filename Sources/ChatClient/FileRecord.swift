/// What a `RecordFile` has a line of.
protocol FileRecord: Equatable, Sendable {
  /// What no two records of a file have in common.
  associatedtype Key: Hashable
  var key: Key { get }

  /// Reads a line, without its end; nil where it is none of these, however close.
  init?(parsing line: Substring)

  /// The line that the initializer reads.
  var line: String { get }
}
