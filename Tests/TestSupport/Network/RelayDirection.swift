/// Which way bytes go through a `TestRelay`.
package enum RelayDirection: Sendable, CaseIterable {
  /// From the client.
  case toServer
  /// From the server.
  case toClient
}
