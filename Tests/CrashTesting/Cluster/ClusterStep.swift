import TestSupport

/// One thing that happens in a round of a cluster's test.
package struct ClusterStep: Sendable, Equatable {
  /// What it is. Clients are named by their places, from 0 on.
  package enum Action: Sendable, Equatable {
    /// This client writes a line, to everybody or to one other, that is longer by so many bytes than it must
    /// be.
    case write(client: Int, addressee: Int?, padding: Int)
    /// This client leaves, by a command that is typed or once all is answered, and another takes its place.
    case replace(client: Int, isTyped: Bool)
    /// Two come in at once under one name, each to another papod.
    case rivals(Int, Int)
    /// When so many more bytes have gone that way between this papod and its clients, the connection that
    /// brought the last of them is cut.
    case cut(papod: Int, direction: RelayDirection, bytes: Int)
    /// Something goes wrong, and is well again.
    case begin(ClusterFault)
    case end(ClusterFault)
  }

  /// When, in milliseconds from the round's beginning.
  package let milliseconds: Int64
  /// What.
  package let action: Action
}
