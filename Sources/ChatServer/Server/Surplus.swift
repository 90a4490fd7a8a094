/// Why there is no place for a connection that was accepted.
enum Surplus: Sendable {
  /// `Limits.maximumClients` are connected.
  case full
  /// `Limits.maximumClientsPerAddress` are connected from the same address.
  case tooManyFromAddress
}
