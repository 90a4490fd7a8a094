/// How fields stand one after the other in what stores keep; `Unpacker` reads them.
extension [UInt8] {
  /// A number, in as few bytes as it needs (`Varint`).
  package mutating func pack(_ number: UInt64) { Varint.append(number, to: &self) }

  /// A number that may be below zero, in as few bytes as it needs.
  package mutating func pack(signed number: Int64) { Varint.append(signed: number, to: &self) }

  /// How many bytes there are, and the bytes.
  package mutating func pack(text: [UInt8]) {
    pack(UInt64(text.count))
    append(contentsOf: text)
  }

  /// Eight bytes, the highest first.
  package mutating func pack(fixed number: UInt64) {
    unsafe Swift.withUnsafeBytes(of: number.bigEndian) { unsafe append(contentsOf: $0) }
  }

  /// Its 16 bytes.
  package mutating func pack(_ session: SessionID) {
    unsafe Swift.withUnsafeBytes(of: (session.high.bigEndian, session.low.bigEndian)) {
      unsafe append(contentsOf: $0)
    }
  }

  /// The keys' bytes, as a text.
  package mutating func pack(_ keys: [PersonKey]) { pack(text: keys.flatMap(\.bytes)) }

  /// How many there are, and each as the distance from the one before.
  package mutating func pack(rising sequences: [SequenceNumber]) {
    pack(UInt64(sequences.count))
    var last: UInt64 = 0
    for sequence in sequences {
      pack(sequence.value - last)
      last = sequence.value
    }
  }
}
