/// What a `NATSJournal` is opened with.
package struct NATSSettings: Sendable {
  /// Where the stream is.
  package var address: NATSAddress
  /// The PEM file of the authorities that servers are trusted by; TLS is then used.
  package var authorities: String?
  /// The PEM files of our own certificate and its key, where servers ask for one; both or none.
  package var certificate: String?
  /// See `certificate`.
  package var key: String?
  /// The file of the mirror, whose folder is there.
  package var mirror: String
  /// After so many entries that count, from 1 on, a node tells the others what it came to.
  package var checkpointEntries = Self.standardCheckpointEntries

  /// 1,000 entries: a fork is noticed within seconds where much is said, at the cost of a message in 1,000.
  package static let standardCheckpointEntries = 1_000

  /// Whether nobody between this machine and the servers can read along.
  package var isEncrypted: Bool { authorities != nil || certificate != nil }

  /// Settings without TLS.
  package init(address: NATSAddress, mirror: String) {
    self.address = address
    self.mirror = mirror
  }
}
