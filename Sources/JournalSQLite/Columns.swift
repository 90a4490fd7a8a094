import Foundation
import GRDB
import Journal

extension SequenceNumber {
  /// SQLite's integers have a sign; no log comes as far as 2^63.
  var column: Int64 { Int64(clamping: value) }

  init(column: Int64) { self.init(UInt64(clamping: column)) }
}

extension SessionID {
  /// Its 16 bytes.
  var blob: Data {
    var data = Data(capacity: 16)
    for half in [high, low] {
      for shift in stride(from: 56, through: 0, by: -8) {
        data.append(UInt8(truncatingIfNeeded: half >> shift))
      }
    }
    return data
  }

  init(blob row: Row, at index: Int) throws {
    let bytes = try row.bytes(at: index)
    guard bytes.count == 16 else { throw JournalError(.corrupt, "a session of \(bytes.count) bytes") }
    func half(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: half(bytes[0..<8]), low: half(bytes[8..<16]))
  }
}

extension Row {
  /// A text's or a blob's bytes; none for NULL.
  func bytes(at index: Int) throws -> [UInt8] {
    try withUnsafeData(atIndex: index) { $0.map { Array($0) } ?? [] }
  }
}
