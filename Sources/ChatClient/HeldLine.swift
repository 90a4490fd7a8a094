import Wire

/// A private message that waits until it is known who would get it.
struct HeldLine: Sendable {
  /// As typed.
  let bytes: [UInt8]
  /// Whom it is for.
  let name: Name
}
