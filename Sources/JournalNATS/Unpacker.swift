import Journal

/// Reads a message of the stream from its first byte to its last, and believes none of them: nothing is
/// allocated that the bytes do not hold, and each mistake is an error.
struct Unpacker {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func byte() throws(JournalError) -> UInt8 {
    guard position < bytes.count else { throw Self.corrupt("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(JournalError) -> UInt64 {
    guard let number = Varint.read(bytes, at: &position) else {
      throw Self.corrupt(isAtEnd ? "it ends too early" : "a number is too large")
    }
    return number
  }

  mutating func signedNumber() throws(JournalError) -> Int64 { Varint.signed(try number()) }

  mutating func sequence() throws(JournalError) -> SequenceNumber { SequenceNumber(try number()) }

  /// Numbers as `pack(rising:)` writes them.
  mutating func risingSequences() throws(JournalError) -> [SequenceNumber] {
    let count = try number()
    guard count <= UInt64(bytes.count - position) else { throw Self.corrupt("it ends too early") }
    var sequences: [SequenceNumber] = []
    var last: UInt64 = 0
    for _ in 0..<count {
      let (next, isTooLarge) = last.addingReportingOverflow(try number())
      guard !isTooLarge, next > last else { throw Self.corrupt("numbers are out of order") }
      sequences.append(SequenceNumber(next))
      last = next
    }
    return sequences
  }

  mutating func fixed(_ count: Int) throws(JournalError) -> [UInt8] {
    guard count <= bytes.count - position else { throw Self.corrupt("it ends too early") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func text() throws(JournalError) -> [UInt8] {
    let count = try number()
    guard count <= UInt64(bytes.count - position) else { throw Self.corrupt("it ends too early") }
    return try fixed(Int(count))
  }

  mutating func session() throws(JournalError) -> SessionID {
    SessionID(high: try fixedNumber(), low: try fixedNumber())
  }

  /// Eight bytes, the highest first.
  mutating func fixedNumber() throws(JournalError) -> UInt64 {
    try fixed(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func keys() throws(JournalError) -> [PersonKey] {
    guard let keys = PersonKey.list(try text()) else { throw Self.corrupt("a person's key that is cut off") }
    return keys
  }

  /// After the last field.
  func finish() throws(JournalError) {
    guard isAtEnd else { throw Self.corrupt("more follows than there should be") }
  }

  /// The first byte of every message; later versions of this program may write others.
  mutating func version(_ known: UInt8) throws(JournalError) {
    let version = try byte()
    guard version == known else {
      throw JournalError(.newer, "a message of the stream was written by a newer papod (\(version))")
    }
  }

  static func corrupt(_ reason: String) -> JournalError {
    JournalError(.corrupt, "a message of the stream cannot be read: \(reason)")
  }
}
