/// The two ends of a connection within this process: a struct, since Swift has no tuple of noncopyable
/// values, and frozen, since other modules may take a noncopyable part only out of a frozen type.
@frozen
package struct SocketPair: ~Copyable, Sendable {
  /// One end; may be taken out.
  package var first: Socket

  /// The other end; may be taken out.
  package var second: Socket
}
