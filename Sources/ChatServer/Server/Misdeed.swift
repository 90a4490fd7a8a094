/// What a connection did for which its address is penalised. The times follow sshd_config(5),
/// PerSourcePenalties, where it has the same.
enum Misdeed: Sendable {
  /// It went before it had entered, or did not like our key: a look, which many programs take.
  case left
  /// What it sent was no handshake of ours.
  case failedHandshake
  /// It said nothing, or did not end its handshake, until the deadline.
  case silence
  /// All names that it gave were refused.
  case names
  /// It broke the protocol.
  case offence

  /// Milliseconds.
  var cost: Int64 {
    switch self {
    case .left: 1_000
    case .failedHandshake: 5_000
    case .silence, .names: 10_000
    case .offence: 30_000
    }
  }
}
