/// Why there is no place for a connection that was accepted.
enum Surplus: Sendable, CaseIterable {
  /// `Limits.maximumClients` are connected.
  case full
  /// `Limits.maximumUnnamed` are connected that have not entered.
  case tooManyUnnamed
  /// `Limits.maximumClientsPerAddress` are connected from the same address.
  case tooManyFromAddress
  /// `Limits.maximumUnnamedPerAddress` of the same address have not entered.
  case tooManyUnnamedFromAddress
  /// `Limits.maximumHandshakesPerAddress` of the same address are shaking hands.
  case tooManyHandshakesFromAddress
}
