import Reactor

/// A `SharedFile` with a record a line.
struct RecordFile<Record: FileRecord>: Sendable {
  private let file: SharedFile

  /// The records in the file `path`. Its folder is made, closed to others, when there is something to keep.
  init(path: String) {
    file = SharedFile(path: path)
  }

  /// The file.
  var path: String { file.path }

  /// All of them, in their order; none where there is no file yet.
  func all() throws(RecordFileError) -> [Record] {
    let lines: [Substring]
    do throws(SharedFileError) {
      lines = try file.lines()
    } catch {
      throw RecordFileError(error)
    }
    return try Self.parse(lines, of: path)
  }

  /// The records in the lines of the file `path`. Throws `malformed` and `repeated`.
  static func parse(_ lines: [Substring], of path: String) throws(RecordFileError) -> [Record] {
    var records: [Record] = []
    var seen: Set<Record.Key> = []
    for (index, line) in lines.enumerated() {
      guard let record = Record(parsing: line) else { throw .malformed(path: path, line: index + 1) }
      guard seen.insert(record.key).inserted else { throw .repeated(path: path, line: index + 1) }
      records.append(record)
    }
    return records
  }

  /// Lets `body` change them while nobody else does, and writes them where that made a difference.
  func change<Answer>(_ body: (inout [Record]) -> Answer) throws(RecordFileError) -> Answer {
    let lock = try lock()
    let before = try all()
    var records = before
    let answer = body(&records)
    if records != before { try write(records) }
    lock.release()
    return answer
  }

  private func lock() throws(RecordFileError) -> FileLock {
    do throws(SharedFileError) {
      return try file.lock()
    } catch {
      throw RecordFileError(error)
    }
  }

  private func write(_ records: [Record]) throws(RecordFileError) {
    do throws(SharedFileError) {
      try file.write(Array(records.map { $0.line + "\n" }.joined().utf8))
    } catch {
      throw RecordFileError(error)
    }
  }
}
