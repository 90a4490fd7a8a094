import TestSupport

/// One thing that happens in a round.
package struct CrashStep: Sendable, Equatable {
  /// What it is. Clients are named by their places, from 0 on.
  package enum Action: Sendable, Equatable {
    /// This client writes a line, to everybody or to one other, that is longer by so many bytes than it must
    /// be.
    case write(client: Int, addressee: Int?, padding: Int)
    /// This client's connection is cut when so many more bytes have gone that way.
    case cut(client: Int, direction: RelayDirection, bytes: Int)
    /// This client is cut off, until it is released.
    case hold(client: Int)
    /// It can connect again.
    case release(client: Int)
    /// The server is killed, and started again after so many milliseconds.
    case kill(pause: Int64)
    /// So it is when so many more bytes have gone that way on this client's connection.
    case killAfter(client: Int, direction: RelayDirection, bytes: Int, pause: Int64)
    /// The server is told to stop, and started again so many milliseconds after it did.
    case stop(pause: Int64)
    /// This client leaves, by a command that is typed or once all is answered, and another takes its place.
    case replace(client: Int, isTyped: Bool)
  }

  /// When, from the round's beginning.
  package let milliseconds: Int64
  /// What.
  package let action: Action
}
