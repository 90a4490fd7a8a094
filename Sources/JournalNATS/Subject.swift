/// What the stream's messages are, and the end of their subjects; each kind can be removed by itself.
enum Subject: String {
  /// A `StreamEntry`.
  case entry
  /// A `Checkpoint`.
  case checkpoint
  /// A `Removal`.
  case removal
  /// A piece of a snapshot.
  case part
  /// The `Manifest` of a snapshot.
  case snapshot
  /// Whose log it is: the first message of all.
  case room
}
