import Journal

/// Entries that have left the stream, so that every node's mirror lets them go too.
struct Removal: Equatable {
  private static let version: UInt8 = 1

  enum Kind: UInt8 {
    /// They did not count.
    case struck = 1
    /// Private messages; that their lines were there stays known.
    case erased = 2
  }

  let kind: Kind
  /// Rising.
  let sequences: [SequenceNumber]

  init(_ kind: Kind, _ sequences: [SequenceNumber]) {
    self.kind = kind
    self.sequences = sequences
  }

  init(_ bytes: [UInt8]) throws(JournalError) {
    var reader = Unpacker(bytes)
    try reader.version(Self.version)
    guard let kind = Kind(rawValue: try reader.byte()) else {
      throw JournalError(.newer, "a removal of an unknown kind")
    }
    self.kind = kind
    sequences = try reader.risingSequences()
    try reader.finish()
  }

  var bytes: [UInt8] {
    var bytes = [Self.version, kind.rawValue]
    bytes.pack(rising: sequences)
    return bytes
  }
}
