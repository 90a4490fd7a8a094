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

  /// A stream that ends before what had been read of it has lost something where that is so for so long, in
  /// milliseconds. Of several servers, one that was cut off takes itself for the leader for up to 20 s, and
  /// one that has become it may not have come to what another one had told.
  package var lossTime = Self.standardLossTime

  /// Half a minute.
  package static let standardLossTime: Int64 = 30_000

  /// 1,000 entries: a fork is noticed within seconds where much is said, at the cost of a message in 1,000.
  package static let standardCheckpointEntries = 1_000

  /// Whether a stream that is not there is made.
  package var makesStream = true

  /// Whether nobody between this machine and the servers can read along.
  package var isEncrypted: Bool { authorities != nil || certificate != nil }

  /// Settings without TLS.
  package init(address: NATSAddress, mirror: String) {
    self.address = address
    self.mirror = mirror
  }
}
