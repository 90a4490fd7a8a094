import Journal

extension Unpacker {
  /// The first byte of every message; later versions of this program may write others.
  mutating func version(_ known: UInt8) throws(JournalError) {
    let version = try byte()
    guard version == known else {
      throw JournalError(.newer, "a message of the stream was written by a newer papod (\(version))")
    }
  }
}
