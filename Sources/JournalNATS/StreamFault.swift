/// Why a stream cannot be a room's log.
package enum StreamFault: Sendable, Equatable {
  /// There is none, and none is to be made.
  case missing
  /// What it has is in memory.
  case notInFiles
  /// Messages go when they have been read, or it is a copy of another stream.
  case notALog
  /// Somebody else's: it has other subjects, or messages and no room.
  case foreign
  /// Old messages go by themselves: only papod knows which of them are needed.
  case hasLimits
  /// Nothing can be removed from it, or nothing put in.
  case isClosed
  /// What is sent twice is forgotten sooner than in a minute.
  case forgetsDuplicates
  /// It ends before what the mirror has of it: it has lost messages.
  case isShorter(last: UInt64, mirror: UInt64)
}
