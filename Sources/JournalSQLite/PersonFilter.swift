import Journal

/// Whom private messages may concern: a Bloom filter (B. H. Bloom, "Space/Time Trade-offs in Hash Coding with
/// Allowable Errors", CACM 13(7), 1970). Whoever was inserted is found; of 256 messages between as many
/// different persons as there can be, somebody else is found one time in thirteen, of those of a hundred
/// persons one time in three thousand.
struct PersonFilter {
  private static let byteCount = 512

  /// `byteCount` of them, or none where nobody was inserted. They are kept in files, and so is what
  /// `positions` answers.
  private(set) var bytes: [UInt8]

  init() { bytes = [] }

  init(_ bytes: [UInt8]) throws(JournalError) {
    guard bytes.isEmpty || bytes.count == Self.byteCount else {
      throw JournalError(.corrupt, "a filter of \(bytes.count) bytes")
    }
    self.bytes = bytes
  }

  mutating func insert(_ person: SessionID) {
    if bytes.isEmpty { bytes.append(contentsOf: repeatElement(0, count: Self.byteCount)) }
    let (first, second, third) = Self.positions(of: person)
    set(first)
    set(second)
    set(third)
  }

  func mayHave(_ person: SessionID) -> Bool {
    guard !bytes.isEmpty else { return false }
    let (first, second, third) = Self.positions(of: person)
    return isSet(first) && isSet(second) && isSet(third)
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private mutating func set(_ position: Int) { bytes[position >> 3] |= 1 << UInt8(position & 7) }

  private func isSet(_ position: Int) -> Bool { bytes[position >> 3] >> UInt8(position & 7) & 1 == 1 }

  /// Three times twelve bits of a hash: one step and the last lines of SplitMix64 (Steele, Lea and Flood,
  /// "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014), since owners differ in few bits.
  private static func positions(of person: SessionID) -> (Int, Int, Int) {
    var hash = person.high ^ (person.low &* 0x9E37_79B9_7F4A_7C15)
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    hash ^= hash >> 31
    return (Int(hash & 0xFFF), Int(hash >> 12 & 0xFFF), Int(hash >> 24 & 0xFFF))
  }
}
