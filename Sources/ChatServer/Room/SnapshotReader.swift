import Journal

/// Reads a snapshot's bytes from the first to the last, and believes none of them: nothing is allocated that
/// the bytes do not hold, and each mistake is an error.
struct SnapshotReader {
  private let snapshot: Snapshot
  private var position = 0

  init(_ snapshot: Snapshot) { self.snapshot = snapshot }

  var isAtEnd: Bool { position == snapshot.bytes.count }

  mutating func byte() throws(JournalError) -> UInt8 {
    guard position < snapshot.bytes.count else { throw Self.corrupt("it ends too early") }
    defer { position += 1 }
    return snapshot.bytes[position]
  }

  mutating func number() throws(JournalError) -> UInt64 {
    guard let number = Varint.read(snapshot.bytes, at: &position) else {
      throw Self.corrupt(isAtEnd ? "it ends too early" : "a number is too large")
    }
    return number
  }

  mutating func signedNumber() throws(JournalError) -> Int64 { Varint.signed(try number()) }

  /// How many of something follow, of which there can be at most `limit`.
  mutating func count(upTo limit: Int) throws(JournalError) -> Int {
    let value = try number()
    guard value <= UInt64(limit) else { throw Self.corrupt("there is too much of something") }
    return Int(value)
  }

  /// An entry that the snapshot has folded.
  mutating func sequence() throws(JournalError) -> SequenceNumber {
    try checked(SequenceNumber(try number()))
  }

  /// The entry that stands so far behind another.
  mutating func sequence(after earlier: SequenceNumber) throws(JournalError) -> SequenceNumber {
    let (value, isTooLarge) = earlier.value.addingReportingOverflow(try number())
    guard !isTooLarge, value > earlier.value else { throw Self.corrupt("entries are out of order") }
    return try checked(SequenceNumber(value))
  }

  mutating func text() throws(JournalError) -> [UInt8] {
    let stated = try number()
    guard stated <= UInt64(snapshot.bytes.count - position) else { throw Self.corrupt("it ends too early") }
    let length = Int(stated)
    defer { position += length }
    return Array(snapshot.bytes[position..<position + length])
  }

  mutating func personKey() throws(JournalError) -> PersonKey {
    let end = position + PersonKey.byteCount
    guard end <= snapshot.bytes.count, let key = PersonKey(snapshot.bytes[position..<end]) else {
      throw Self.corrupt("it ends too early")
    }
    position = end
    return key
  }

  mutating func session() throws(JournalError) -> SessionID {
    SessionID(high: try half(), low: try half())
  }

  /// Of a node whose number is known, so that it is not 0.
  mutating func node() throws(JournalError) -> UInt64 {
    let node = try half()
    guard node != 0 else { throw Self.corrupt("a node without a number") }
    return node
  }

  static func corrupt(_ reason: String) -> JournalError {
    JournalError(.corrupt, "the snapshot of who is here cannot be read: \(reason)")
  }

  private mutating func half() throws(JournalError) -> UInt64 {
    var value: UInt64 = 0
    for _ in 0..<8 { value = value << 8 | UInt64(try byte()) }
    return value
  }

  /// The entry, where the snapshot has folded it.
  func checked(_ sequence: SequenceNumber) throws(JournalError) -> SequenceNumber {
    guard sequence > .zero, sequence <= snapshot.sequence else {
      throw Self.corrupt("it knows of an entry that is none of its own")
    }
    return sequence
  }
}
