/// What the checker knows of one client.
struct CrashPerson {
  let name: String
  /// The number of its entering.
  var entry: UInt64?
  /// Whether it was told to leave: what it then writes may be lost to it, and it to others.
  var isLeaving = false
  var isOver = false
  /// Whether others were told that it was away for too long, since the last settlement.
  var wasGone = false
  /// The highest number that it was told.
  var last: UInt64 = 0
  /// The numbers of others' entries that it was told since the last settlement, as they came.
  var heard: [UInt64] = []
  /// The texts that it was told since then, and those that it showed.
  var told: [String] = []
  var shown: [String] = []
  /// By the numbers of its own lines, the numbers in the journal.
  var acknowledged: [UInt64: UInt64] = [:]
  /// Those since the last settlement.
  var freshNumbers: [UInt64] = []
  /// The newest of those before it.
  var floor: (number: UInt64, sequence: UInt64) = (0, 0)
  /// How many of its lines were accepted.
  var accepted = 0
  /// The line with which it last took its session up; lines before it may be repetitions.
  var resumption: UInt64 = 0
}
