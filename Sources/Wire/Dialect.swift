// Wire turns lines into values and values into lines: bytes in, values out, nothing kept. It owns nothing and
// has no thread of its own; every value in it may go to any thread, and every function may be called on any.

/// One of the two ways of speaking the protocol; ALPN chooses between them.
package enum Dialect: Sendable, CaseIterable {
  /// What a person reads and types.
  case plain
  /// The same lines, each with a number in front.
  case numbered
}
