/// How the client stands with the server.
package enum ConnectionState: Sendable, Equatable {
  /// No connection yet, or not yet in the room.
  case connecting
  /// A name is asked for.
  case naming
  /// In the room.
  case connected
  /// The connection is gone and will be made again.
  case lost
  /// The person is leaving.
  case stopping
  /// All is over.
  case ended
}
