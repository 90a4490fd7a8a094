/// Why someone left.
package enum LeaveReason: String, Sendable, CaseIterable {
  /// `#sair`.
  case quit
  /// The connection was cut, or nobody came back in time.
  case lost
  /// Fell behind in reading by more than the limit.
  case slow
  /// An offence.
  case error
  /// Sent away by whoever runs the server.
  case kicked
  /// The server stopped.
  case shutdown
}
