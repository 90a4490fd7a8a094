/// Reads packed fields from the first byte to the last, and believes none of them: nothing is allocated that
/// the bytes do not hold, and each mistake is an error, of the kind `corrupt` where nothing else is said.
package struct Unpacker {
  private let bytes: [UInt8]
  private var position = 0

  /// Begins with the first byte.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether all has been read.
  package var isAtEnd: Bool { position == bytes.count }

  /// The byte that `byte` would read; nil at the end.
  package var next: UInt8? { isAtEnd ? nil : bytes[position] }

  /// One byte.
  package mutating func byte() throws(JournalError) -> UInt8 {
    guard position < bytes.count else { throw Self.corrupt("it ends too early") }
    defer { position += 1 }
    return bytes[position]
  }

  /// As `pack(_: UInt64)` writes it.
  package mutating func number() throws(JournalError) -> UInt64 {
    guard let number = Varint.read(bytes, at: &position) else {
      throw Self.corrupt(isAtEnd ? "it ends too early" : "a number is too large")
    }
    return number
  }

  /// As `pack(signed:)` writes it.
  package mutating func signedNumber() throws(JournalError) -> Int64 { Varint.signed(try number()) }

  /// A sequence number, as a number.
  package mutating func sequence() throws(JournalError) -> SequenceNumber { SequenceNumber(try number()) }

  /// Numbers as `pack(rising:)` writes them.
  package mutating func risingSequences() throws(JournalError) -> [SequenceNumber] {
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

  /// So many bytes.
  package mutating func fixed(_ count: Int) throws(JournalError) -> [UInt8] {
    guard count <= bytes.count - position else { throw Self.corrupt("it ends too early") }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  /// As `pack(text:)` writes it.
  package mutating func text() throws(JournalError) -> [UInt8] {
    let count = try number()
    guard count <= UInt64(bytes.count - position) else { throw Self.corrupt("it ends too early") }
    return try fixed(Int(count))
  }

  /// A session's 16 bytes.
  package mutating func session() throws(JournalError) -> SessionID {
    SessionID(high: try fixedNumber(), low: try fixedNumber())
  }

  /// As `pack(fixed:)` writes it.
  package mutating func fixedNumber() throws(JournalError) -> UInt64 {
    guard bytes.count - position >= 8 else { throw Self.corrupt("it ends too early") }
    defer { position += 8 }
    return bytes[position..<position + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Keys, of which none is cut off.
  package mutating func keys() throws(JournalError) -> [PersonKey] {
    guard let keys = PersonKey.list(try text()) else { throw Self.corrupt("a person's key that is cut off") }
    return keys
  }

  /// After the last field.
  package func finish() throws(JournalError) {
    guard isAtEnd else { throw Self.corrupt("more follows than there should be") }
  }

  /// What is thrown where the bytes say nothing.
  package static func corrupt(_ reason: String) -> JournalError {
    JournalError(.corrupt, "what the journal has kept cannot be read: \(reason)")
  }
}
