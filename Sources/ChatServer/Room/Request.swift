/// What the other threads hand to the journal thread.
package struct Request: Sendable {
  let connection: ConnectionID
  /// The client's number for its line; 0 where it has none.
  let number: UInt64
  let kind: Kind
}
