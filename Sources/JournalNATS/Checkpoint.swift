import Journal

/// What a node came to: the hash over all entries up to one that it let count.
struct Checkpoint: Equatable {
  private static let version: UInt8 = 1

  let sequence: SequenceNumber
  let hash: [UInt8]

  init(sequence: SequenceNumber, hash: [UInt8]) {
    self.sequence = sequence
    self.hash = hash
  }

  init(_ bytes: [UInt8]) throws(JournalError) {
    var reader = Unpacker(bytes)
    try reader.version(Self.version)
    sequence = try reader.sequence()
    hash = try reader.fixed(HashChain.byteCount)
    try reader.finish()
  }

  var bytes: [UInt8] {
    var bytes = [Self.version]
    bytes.pack(sequence.value)
    bytes.append(contentsOf: hash)
    return bytes
  }
}
