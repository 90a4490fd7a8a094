import Journal

/// A part of what a returning session missed: which lines of a shared piece are still to be sent to it.
struct MissedPart: Sendable {
  /// What is said in front of the lines: `= gap`, or nothing.
  let front: [UInt8]
  /// The entry up to which the session will have been shown everything.
  let through: SequenceNumber
  private let viewer: Viewer
  private let piece: LogPiece?
  /// Those that were not taken yet.
  private var lines: Range<Int>
  /// Bytes of the first of them that were taken: more than none where it is longer than a record.
  private var offset = 0

  init(
    for viewer: Viewer, front: [UInt8] = [], piece: LogPiece? = nil, lines: Range<Int> = 0..<0,
    through: SequenceNumber
  ) {
    self.front = front
    self.through = through
    self.viewer = viewer
    self.piece = piece
    self.lines = lines
  }

  /// The entry up to which everything was taken; nil in the middle of a line.
  var taken: SequenceNumber? {
    guard offset == 0 else { return nil }
    guard let piece, !lines.isEmpty else { return through }
    return SequenceNumber(piece.lines[lines.lowerBound].sequence - 1)
  }

  /// The next lines, as many as stand next to one another and take at most `limit` bytes; nil where there are
  /// no more, none where not one fits. A line that is longer than a record is cut.
  mutating func take(atMost limit: Int) -> (bytes: [UInt8], range: Range<Int>)? {
    guard let piece, let first = nextShown(in: piece) else { return nil }
    let bytes = first.recipient == nil ? piece.shared : piece.whispers
    let start = Int(first.start) + offset
    guard Int(first.end) - start <= limit else {
      guard limit == IOThread.recordBytes else { return (bytes, start..<start) }
      offset += limit
      return (bytes, start..<start + limit)
    }
    var end = start
    var next: LogPiece.Line? = first
    while let line = next, (line.recipient == nil) == (first.recipient == nil),
      line.sequence == first.sequence || Int(line.start) == end, Int(line.end) - start <= limit
    {
      end = Int(line.end)
      offset = 0
      lines = lines.lowerBound + 1..<lines.upperBound
      next = nextShown(in: piece)
    }
    return (bytes, start..<end)
  }

  /// The next line for this session, past those that are not.
  private mutating func nextShown(in piece: LogPiece) -> LogPiece.Line? {
    while let index = lines.first {
      let line = piece.lines[index]
      if line.isShown(to: viewer) { return line }
      lines = index + 1..<lines.upperBound
    }
    return nil
  }
}
