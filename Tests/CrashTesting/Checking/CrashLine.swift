import ChatClient

/// One line that was written.
struct CrashLine {
  /// Who wrote it and, where it is private, whom it is for: places among the checker's people.
  let author: Int
  let addressee: Int?
  /// Whether its author had not been told that the addressee was there, who so may not have been.
  let isEarly: Bool
  /// Who was in the room when it was written, but for its author and those who were leaving.
  let readers: [Int]
  var fate: Fate?
  /// Its number, once somebody was told it.
  var sequence: UInt64?
}
