import CNATS

/// Why the engine did not do what it was asked for.
struct NATSFailure: Error, Equatable {
  /// What a caller may tell apart.
  enum Kind {
    /// There is nothing of the kind.
    case nothing
    /// JetStream said no, for the reason with the number `code`.
    case refused
    /// The server does not know us, or its certificate is not good.
    case denied
    /// Nobody answered: whether it was done is not known.
    case unanswered
    /// The connection was closed by us.
    case closed
  }

  let kind: Kind
  /// JetStream's own number, 0 where it said nothing.
  let code: Int
  /// One line, of the engine's.
  let text: String

  /// Whether it goes by: nobody has answered, or the servers have not found each other yet, or not agreed
  /// upon which of them leads.
  var isPassing: Bool { kind == .unanswered || Self.passing.contains(code) }

  private static let passing = [Int(CNATS_NOT_READY), Int(CNATS_NO_PEERS)]
}
