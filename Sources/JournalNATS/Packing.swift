import Journal

/// How fields stand in the stream's messages; `Unpacker` reads them.
extension [UInt8] {
  mutating func pack(_ number: UInt64) { Varint.append(number, to: &self) }

  mutating func pack(signed number: Int64) { Varint.append(signed: number, to: &self) }

  mutating func pack(text: [UInt8]) {
    pack(UInt64(text.count))
    append(contentsOf: text)
  }

  /// Eight bytes, the highest first.
  mutating func pack(fixed number: UInt64) {
    for shift in stride(from: 56, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  mutating func pack(_ session: SessionID) {
    pack(fixed: session.high)
    pack(fixed: session.low)
  }

  mutating func pack(_ keys: [PersonKey]) { pack(text: keys.flatMap(\.bytes)) }

  /// Each as the distance from the one before.
  mutating func pack(rising sequences: [SequenceNumber]) {
    pack(UInt64(sequences.count))
    var last: UInt64 = 0
    for sequence in sequences {
      pack(sequence.value - last)
      last = sequence.value
    }
  }
}
