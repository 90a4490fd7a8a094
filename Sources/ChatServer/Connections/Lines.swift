/// Where to cut what goes out, so that a record ends with a line and something else may follow it.
enum Lines {
  /// The end of the whole lines that stand at the front of `range` and take at most `limit` bytes; the front
  /// itself where not one line fits. A line that is longer than a record is cut.
  static func end(in bytes: [UInt8], _ range: Range<Int>, atMost limit: Int) -> Int {
    guard range.count > limit else { return range.upperBound }
    var end = range.lowerBound + limit
    while end > range.lowerBound, bytes[end - 1] != UInt8(ascii: "\n") { end -= 1 }
    if end == range.lowerBound, limit == IOThread.recordBytes { return range.lowerBound + limit }
    return end
  }
}
