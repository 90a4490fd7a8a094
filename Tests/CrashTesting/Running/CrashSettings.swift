/// What a crash test is to be like.
package struct CrashSettings: Sendable {
  /// Where all chance comes from.
  package var seed: UInt64
  /// How many rounds.
  package var rounds: Int
  /// How many clients at once, 2 at the least.
  package var clients: Int
  /// The path of the server.
  package var papod: String
  /// A folder of the test's own, for the journal, the server's log and its certificate.
  package var folder: String
  /// Whether the journal is a file, and the server killed; else only clients are cut.
  package var killsServer = true
  /// How long a quiet moment is waited for, in milliseconds: far longer than it should take.
  package var patience: Int64 = 120_000

  /// A test with these.
  package init(seed: UInt64, rounds: Int, clients: Int, papod: String, folder: String) {
    self.seed = seed
    self.rounds = rounds
    self.clients = clients
    self.papod = papod
    self.folder = folder
  }
}
