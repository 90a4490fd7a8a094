/// What a cluster's test is to be like.
package struct ClusterSettings: Sendable {
  /// Where all chance comes from.
  package var seed: UInt64
  /// How many rounds.
  package var rounds: Int
  /// How many clients at once, 2 at the least.
  package var clients: Int
  /// The path of the server.
  package var papod: String
  /// A folder of the test's own, for copies, logs and certificates.
  package var folder: String
  /// Whether disks are to be filled, for which one must be root.
  package var fillsDisks = false
  /// Whether each server has a host in a network namespace, as `TestNetwork` says; else all are on loopback.
  package var hasNamespaces = false
  /// How long a quiet moment is waited for, in milliseconds: far longer than it should take.
  package var patience: Int64 = 180_000

  /// A test with these.
  package init(seed: UInt64, rounds: Int, clients: Int, papod: String, folder: String) {
    self.seed = seed
    self.rounds = rounds
    self.clients = clients
    self.papod = papod
    self.folder = folder
  }
}
